import time
from random import Random
from django.db import transaction
from tests.access.chance import let_things_happen
from tests.access.test_noninterference import looks, attempt
from tests.access.compare import answers
from tests.jobs import run_jobs
def test_a(world):
    t=[0]*4
    for seed in range(8):
        ch=Random(seed); v=looks(ch)
        with transaction.atomic():
            a=time.perf_counter(); let_things_happen(world, ch, 4)
            b=time.perf_counter(); n=run_jobs()
            c=time.perf_counter(); answers(world,v)
            d=time.perf_counter(); attempt(world, Random(seed)); e=time.perf_counter()
            t[0]+=b-a;t[1]+=c-b;t[2]+=d-c;t[3]+=e-d
            print(n)
            transaction.set_rollback(True)
    print([round(x/8,3) for x in t])

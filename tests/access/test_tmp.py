from tests.access.addresses import addresses
from tests.access.crawl import Crawl, outcome_of
from tests.access.model import outcome
def test_get(world):
    c = Crawl(world); wrong=[]
    for a in addresses(world):
        for who in world.everybody:
            r = c.visit(who, a.path)
            rule = a.right("get")
            want = outcome(world.facts, rule, who, a.about) if rule else "405"
            if who=="anonymous" and want=="405": want="door"
            got = outcome_of(r)
            if got!=want and not (want=="405" and got=="door"): wrong.append((who,a.name,a.path,want,got))
    from collections import Counter
    from tests.access.crawl import calls
    print(calls)
    print("\n".join(map(str,wrong[:80])))
    leaks=Counter()
    ex={}
    for l in c.leaks:
        ex.setdefault(l,1); 
    print(len(c.leaks)); print("\n".join(list(ex)[:80]))
    missing=[]
    for s in world.aviary.secrets.values():
        for who in world.everybody:
            if c.allows(who,s) and s.text not in c.seen[who]: missing.append((s.field,who,s.about))
    print(len(missing)); print(Counter(m[0] for m in missing)); print("\n".join(map(str,[m for m in missing if not m[0].endswith(".id")][:100])))

import time, cProfile, pstats
def test_a(db, still_clock):
    from tests.access import making
    t=time.perf_counter(); c=time.process_time()
    p=cProfile.Profile(); p.enable()
    making.settled_world()
    p.disable()
    print("world", time.perf_counter()-t, time.process_time()-c)
    st=pstats.Stats(p); st.sort_stats("cumtime").print_stats(70); st.sort_stats("tottime").print_stats(15)

"""Words too common to search on, Dutch and English, as they look after folding."""

from typing import Final

_DUTCH: Final = """
aan al alle alleen als altijd andere ben bij daar dan dat de den der deze die dit doch doen door dus een
eens en er ge geen geweest haar had hadden heb hebben hebt heeft hem het hier hij hoe hun iets ik in is ja
je jij jou jouw jullie kan kon kunnen kunt maar me meer men met mij mijn moet moeten na naar nee niet niets
nog nu of om omdat ons onze ook op over reeds t te tegen toch toen tot u uit uw van veel voor waar wanneer
waren was wat wel werd werden wezen wie wij wil willen word worden wordt ze zelf zich zij zijn zo zonder
zou zouden zul zullen
"""
_ENGLISH: Final = """
a about after again all also am an and any are as at be because been before being between both but by can
could did do does doing don down during each few for from further had has have having he her here hers him
his how i if in into is it its itself just me more most my no nor not now of off on once only or other our
ours out over own s same she should so some such t than that the their theirs them then there these they
this those through to too under until up very was we were what when where which while who whom why will
with would you your yours
"""
_OF_ADDRESSES: Final = "http https www"

STOP_WORDS: Final = frozenset(f"{_DUTCH} {_ENGLISH} {_OF_ADDRESSES}".split())

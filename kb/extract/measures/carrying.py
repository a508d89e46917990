"""Whom a promise leaves out, carried over from what stands before it.

In order: the promise before it in the same sentence (…给予50万元；首次上市的，再给予20万元), a clause of support or
work in the sentence (支持企业…，按…给予补助), the sentence before, the lead-in its item stands under.
"""

from __future__ import annotations

from collections.abc import Sequence

from kb.extract.measures.addressees import is_authority, is_bare
from kb.extract.measures.found import Found
from kb.extract.measures.lead_ins import Lead
from kb.extract.measures.recipients import acted_on, supported
from kb.extract.promise_words import supporting, word
from kb.model import Span


def carried(found: Sequence[Found], before: Sequence[Found], clauses: Sequence[Span], lead: Lead | None) -> list[Found]:
    """The measures of one sentence, each with the beneficiary it takes over if it names none itself."""
    done: list[Found] = []
    for measure in found:
        whole = _completed(measure, [*before, *done], clauses, lead) if _lacks(measure) else measure
        if last := next(reversed([*before, *done]), None):
            whole = _with_tiers(whole, last)
        if (
            done
            and whole.headless
            and not done[-1].amounts
            and whole.whose
            and whole.beneficiary == done[-1].beneficiary
        ):
            done.pop()  # 对甲的项目进行配套，对国家级的给予…: the first only announces the others
        done.append(whole)
    return done


def _with_tiers(measure: Found, last: Found) -> Found:
    """Tiers named once for several lists of sums: …分别给予30万元、20万元，每月分别发放3000元、2000元."""
    sums = [a for a in measure.amounts if a.role != "period"]
    tiers = [a.for_ for a in last.amounts if a.role != "period" and a.for_]
    text = measure.stretch.text[slice(*measure.span)]
    if _stops(measure.stretch.text[last.span.end : measure.span.start]):
        return measure
    if len(sums) < 2 or len(sums) != len(tiers) or any(a.for_ for a in sums) or "分别" not in text:
        return measure
    given = iter(tiers)
    named = tuple(a if a.role == "period" else a.model_copy(update={"for_": next(given)}) for a in measure.amounts)
    return measure._replace(amounts=named, span=Span(last.span.start, measure.span.end))


def _announces(before: Found, measure: Found) -> bool:
    return not before.amounts and before.beneficiary == measure.beneficiary


def _lacks(measure: Found) -> bool:
    return not measure.open and (measure.beneficiary is None or is_bare(measure.beneficiary))


def _completed(measure: Found, before: Sequence[Found], clauses: Sequence[Span], lead: Lead | None) -> Found:
    text = measure.stretch.text
    last = before[-1] if before else None
    linked = last is not None and not _stops(text[last.span.end : measure.span.start])
    found = _worked_for(measure, clauses) if last and last.open else None
    found = found or (_after(measure, last) if last and linked else None) or _worked_for(measure, clauses)
    if (
        found is None
        and last
        and not linked
        and not measure.headless
        and word("resumed").match(text, measure.span.start)
    ):
        found = _after(measure, last)
    return found or (_under(measure, lead) if lead else measure)


def _stops(gap: str) -> bool:
    return any(mark in gap for mark in "。\n！？")


def _parted(last: Found, measure: Found) -> bool:
    return any(mark in measure.stretch.text[last.span.end : measure.span.start] for mark in "；;。")


def _takes(measure: Found, who: str) -> bool:
    """Whether somebody may stand for what a measure calls the one supported: 总部型企业 for 企业."""
    own = measure.beneficiary
    return own is None or (not is_bare(who) and (own[-2:] in who or bool(word("anaphor").match(own))))


def _after(measure: Found, last: Found) -> Found | None:
    """Whoever the promise before is for; 对国家级的 goes on only with what was itself carried or announced."""
    who = last.beneficiary
    if not who or not _takes(measure, who) or (measure.headless and not last.headless and _parted(last, measure)):
        return None
    if last.place is None:
        return measure._replace(beneficiary=who, place=None, whose=last.whose)
    stretch = measure.stretch
    printed, whose = stretch.printed[slice(*last.place)], stretch.span(*last.place)
    return measure._replace(beneficiary=printed, place=None, whose=whose)


def _worked_for(measure: Found, clauses: Sequence[Span]) -> Found | None:
    """Whoever an earlier clause of the sentence supports or works on: 支持企业建设平台，…按…给予补助."""
    text = measure.stretch.text
    for clause in reversed([c for c in clauses if c.end <= measure.span.start] if not measure.headless else []):
        words = text[slice(*clause)]
        who, act = supported(words) if supporting().match(words) else (acted_on(words) or _undertaken(words), None)
        if who and not is_authority(who) and _takes(measure, who):
            at = text.find(who, *clause)
            condition = measure.condition or act
            span = Span(clause.start, measure.span.end)
            return measure._replace(beneficiary=who, condition=condition, place=Span(at, at + len(who)), span=span)
    return None


def _undertaken(words: str) -> str | None:
    """What is carried out by somebody: 市场导向明确的项目由企业牵头承担."""
    match = word("undertaken").match(words)
    return match["who"] if match else None


def _under(measure: Found, lead: Lead) -> Found:
    """Whoever the lead-in above the item addresses."""
    taken = _takes(measure, lead.who)
    return measure._replace(beneficiary=lead.who, whose=lead.place, place=None) if taken else measure

// The sentences of <assent-why>: "ui.why.title" in texts/<language>.json is the phrase "title" of the reasons document.
// A site that says one of them says all of them, in every language; one that says none has no "why this?".
#pragma once

#include <string_view>

namespace assent::authoring {

inline constexpr std::string_view why_prefix = "ui.why.";

inline constexpr std::string_view why_texts[] = {
    "open",
    "title",
    "default",
    "withheld",
    "local",
    "reasons",
    "unused",
    "unknown",
    "most",
    "some",
    "little",
    "nothing",
    "against",
    "together",
    "asked",
    "or",
    "source.declared",
    "source.observed",
    "source.inferred",
    "source.corrected",
    "source.bundle",
    "source.page",
    "since",
    "for",
    "code.CONSENT_WITHHELD",
    "code.SWITCHED_OFF",
    "code.STALE",
    "code.KILLED",
    "code.NOT_SCHEDULED",
    "code.EXCLUDED",
    "code.CAPPED",
    "code.COOLING_DOWN",
    "code.HELD_OUT",
    "op.exists",
    "op.eq",
    "op.ne",
    "op.lt",
    "op.lte",
    "op.gt",
    "op.gte",
    "op.in",
    "op.contains",
    "op.score",
    "strong",
    "mild",
    "faint",
    "fact.path",
    "fact.referrer",
    "fact.language",
    "fact.query",
    "correct",
    "save",
    "cancel",
    "invalid",
    "forget",
    "use",
    "changed",
    "plain",
    "plain_note",
};

/// Those of ui_texts that the reasons say too.
inline constexpr std::string_view shared_why_texts[] = {"close", "yes", "no", "reopen"};

/// What a choice of an attribute is called, where the policy says it: "choice.party.family".
inline constexpr std::string_view choice_prefix = "choice.";

}  // namespace assent::authoring

// The sentences of banner, preference center and placeholders, which every language has to have: "ui.title" in
// texts/<language>.json is the phrase "title" of the pack. It holds no sentence itself.
#pragma once

#include <string_view>

namespace assent::authoring {

inline constexpr std::string_view ui_prefix = "ui.";

inline constexpr std::string_view ui_texts[] = {"title",
                                                "body",
                                                "accept",
                                                "reject",
                                                "choose",
                                                "preferences_title",
                                                "preferences_body",
                                                "save",
                                                "close",
                                                "always_on",
                                                "explicit_note",
                                                "gpc_honored",
                                                "reopen",
                                                "opt_out",
                                                "limit",
                                                "reason.expired",
                                                "reason.changed",
                                                "reason.interval",
                                                "age_title",
                                                "age_body",
                                                "of_age",
                                                "under_age",
                                                "age_note",
                                                "record",
                                                "notice",
                                                "data_title",
                                                "data_empty",
                                                "data_delete",
                                                "data_stale",
                                                "source.declared",
                                                "source.observed",
                                                "source.inferred",
                                                "yes",
                                                "no",
                                                "recipients",
                                                "uses",
                                                "basis",
                                                "basis.consent",
                                                "basis.explicit_consent",
                                                "basis.legitimate_interest",
                                                "basis.contract",
                                                "basis.strictly_necessary",
                                                "embed_title",
                                                "embed_body",
                                                "load_once",
                                                "always_allow",
                                                "blocked",
                                                "reload_title",
                                                "reload_body",
                                                "reload"};

/// Those of ui_texts that the banner may say, or that are needed beside it: what every visitor loads.
inline constexpr std::string_view first_layer_texts[] = {
    "title",           "body",      "accept",   "reject", "choose",         "close",
    "gpc_honored",     "reopen",    "opt_out",  "limit",  "reason.expired", "reason.changed",
    "reason.interval", "age_title", "age_body", "of_age", "under_age"};

/// Those of ui_texts that stand where something gated is, and after it was taken back: not for every visitor.
/// "{service}" in them is the service's title.
inline constexpr std::string_view gate_texts[] = {"embed_title", "embed_body",   "load_once",   "always_allow",
                                                  "blocked",     "reload_title", "reload_body", "reload"};

/// Of the second layer, and what a placeholder says too.
inline constexpr std::string_view placeholder_notes[] = {"explicit_note", "age_note"};

}  // namespace assent::authoring

// The fields of every kind of object in a policy: one table that the reader goes by and that the JSON Schema is
// compared with. A field that is not here is refused.
#pragma once

#include <span>
#include <string_view>

namespace assent::authoring {

/// One kind of object; `kind` is its name under $defs in policies/schema/policy.schema.json.
struct Fields {
  std::string_view kind;
  std::span<const std::string_view> required, optional;
};

namespace fields {

using Names = std::string_view[];

inline constexpr Names site_required = {"id", "title", "controller", "languages", "regimes", "origins", "destinations"};
inline constexpr Names site_optional = {"$schema", "consent-mode", "migrate", "noise-budget", "share", "bundles"};
inline constexpr Names bundles_required = {"key"};
inline constexpr Names consent_mode_optional = {"google",         "uet", "clarity", "wait-ms", "ads-data-redaction",
                                                "url-passthrough"};
inline constexpr Names migrate_optional = {"onetrust", "cookiebot", "klaro", "cookieconsent", "cookieyes"};
inline constexpr Names migration_required = {"purposes"};
inline constexpr Names migration_optional = {"given"};
inline constexpr Names share_optional = {"subdomains", "domains", "devices"};
inline constexpr Names share_devices_required = {"key"};
inline constexpr Names controller_required = {"name", "contact", "privacy-notice"};
inline constexpr Names controller_optional = {"address"};
inline constexpr Names schema_only = {"$schema"};
inline constexpr Names destination_required = {"title", "purposes"};
inline constexpr Names destination_optional = {"webhook", "export", "page"};
inline constexpr Names goal_required = {"title", "after", "exposes"};
inline constexpr Names webhook_required = {"url"};
inline constexpr Names export_required = {"columns"};
inline constexpr Names regime_required = {"id",       "title", "model",    "gpc",     "sensitive", "age",
                                          "validity", "reask", "controls", "regions", "source"};
inline constexpr Names regime_optional = {"$schema", "exemptions"};
inline constexpr Names source_required = {"model",    "gpc",   "sensitive", "age",
                                          "validity", "reask", "controls",  "regions"};
inline constexpr Names source_optional = {"exemptions"};
inline constexpr Names override_required = {"preset"};
inline constexpr Names override_optional = {"gpc", "age", "validity", "reask", "exemptions", "regions", "source"};
inline constexpr Names override_source_optional = {"gpc", "age", "validity", "reask", "exemptions", "regions"};
inline constexpr Names age_required = {"from", "ask"};
inline constexpr Names reask_required = {"accepted", "partly", "refused"};
inline constexpr Names exemptions_optional = {"statistics", "appearance", "security", "emergency"};
inline constexpr Names purpose_required = {"title", "explain", "basis", "owner", "why", "retention"};
inline constexpr Names purpose_optional = {"gpc", "maps", "exemption", "revision", "contact"};
inline constexpr Names contact_required = {"channels", "topics"};
inline constexpr Names basis_optional = {"opt-in", "opt-out", "notice", "regimes"};
inline constexpr Names purpose_maps_optional = {"dpv", "consent-mode"};
inline constexpr Names attribute_required = {"title", "type", "source", "purposes", "retention", "leaves"};
inline constexpr Names attribute_optional = {"special", "range",       "choices", "from",      "update",
                                             "infer",   "stale-after", "path",    "half-life", "proxy"};
inline constexpr Names inference_required = {"value"};
inline constexpr Names inference_optional = {"when"};
inline constexpr Names leave_optional = {"as", "minimize"};
inline constexpr Names minimizer_optional = {"bucket", "prefix", "map", "level", "date", "round", "epsilon"};
inline constexpr Names service_required = {"title", "purposes"};
inline constexpr Names service_optional = {"origins", "cookies", "storage", "guard"};
inline constexpr Names cookie_required = {"explain"};
inline constexpr Names cookie_optional = {"lasts", "domain", "path", "http-only"};
inline constexpr Names stored_required = {"explain"};
inline constexpr Names notice_required = {"banner", "preferences"};
inline constexpr Names notice_optional = {"$schema", "preselected", "reopen", "wall"};
inline constexpr Names layer_required = {"actions"};
inline constexpr Names action_required = {"do"};
inline constexpr Names action_optional = {"as"};
inline constexpr Names map_required = {"entries", "other"};
inline constexpr Names map_optional = {"$schema", "levels"};
inline constexpr Names slot_required = {"place", "purpose", "exposes", "experiences"};
inline constexpr Names slot_optional = {"$schema", "late", "may-decide"};
inline constexpr Names experience_required = {"id", "because"};
inline constexpr Names experience_optional = {"owner", "when", "experiment", "off",       "starts",
                                              "ends",  "zone", "weekly",     "exclusive", "caps"};
inline constexpr Names weekly_required = {"days", "from", "to"};
inline constexpr Names caps_optional = {"visit", "day", "all", "cool-down"};
inline constexpr Names pacing_optional = {"$schema", "counts", "zone", "holdout", "groups"};
inline constexpr Names holdout_required = {"share"};
inline constexpr Names group_member_required = {"experience"};
inline constexpr Names group_member_optional = {"weight"};
inline constexpr Names experiment_required = {"id", "variants"};
inline constexpr Names variant_required = {"id", "weight"};

inline constexpr Fields site{"site", site_required, site_optional};
inline constexpr Fields bundles{"bundles", bundles_required, {}};
inline constexpr Fields share{"share", {}, share_optional};
inline constexpr Fields share_devices{"share-devices", share_devices_required, {}};
inline constexpr Fields consent_mode{"consent-mode", {}, consent_mode_optional};
inline constexpr Fields migrate{"migrate", {}, migrate_optional};
inline constexpr Fields migration{"migration", migration_required, migration_optional};
inline constexpr Fields destination{"destination", destination_required, destination_optional};
inline constexpr Fields webhook{"webhook", webhook_required, {}};
inline constexpr Fields export_columns{"export", export_required, {}};
inline constexpr Fields controller{"controller", controller_required, controller_optional};
inline constexpr Fields regime{"regime", regime_required, regime_optional};
inline constexpr Fields source{"source", source_required, source_optional};
inline constexpr Fields regime_override{"regime-override", override_required, override_optional};
inline constexpr Fields override_source{"override-source", {}, override_source_optional};
inline constexpr Fields age{"age", age_required, {}};
inline constexpr Fields reask{"reask", reask_required, {}};
inline constexpr Fields exemptions{"exemptions", {}, exemptions_optional};
inline constexpr Fields purpose{"purpose", purpose_required, purpose_optional};
inline constexpr Fields basis{"basis", {}, basis_optional};
inline constexpr Fields contact{"contact", contact_required, {}};
inline constexpr Fields purpose_maps{"purpose-maps", {}, purpose_maps_optional};
inline constexpr Fields attribute{"attribute", attribute_required, attribute_optional};
inline constexpr Fields inference{"inference", inference_required, inference_optional};
inline constexpr Fields leave{"leave", {}, leave_optional};
inline constexpr Fields minimizer{"minimizer", {}, minimizer_optional};
inline constexpr Fields service{"service", service_required, service_optional};
inline constexpr Fields cookie{"cookie", cookie_required, cookie_optional};
inline constexpr Fields stored{"stored", stored_required, {}};
inline constexpr Fields notice{"notice", notice_required, notice_optional};
inline constexpr Fields layer{"layer", layer_required, {}};
inline constexpr Fields action{"action", action_required, action_optional};
inline constexpr Fields map{"map", map_required, map_optional};
inline constexpr Fields slot{"slot", slot_required, slot_optional};
inline constexpr Fields experience{"experience", experience_required, experience_optional};
inline constexpr Fields weekly{"weekly", weekly_required, {}};
inline constexpr Fields caps{"caps", {}, caps_optional};
inline constexpr Fields pacing{"pacing", {}, pacing_optional};
inline constexpr Fields holdout{"holdout", holdout_required, {}};
inline constexpr Fields group_member{"group-member", group_member_required, group_member_optional};
inline constexpr Fields experiment{"experiment", experiment_required, {}};
inline constexpr Fields variant{"variant", variant_required, {}};
inline constexpr Fields goal{"goal", goal_required, {}};

inline constexpr const Fields* all[] = {&site,
                                        &controller,
                                        &destination,
                                        &regime,
                                        &source,
                                        &regime_override,
                                        &override_source,
                                        &age,
                                        &reask,
                                        &exemptions,
                                        &purpose,
                                        &basis,
                                        &purpose_maps,
                                        &attribute,
                                        &inference,
                                        &leave,
                                        &minimizer,
                                        &service,
                                        &notice,
                                        &layer,
                                        &action,
                                        &map,
                                        &slot,
                                        &experience,
                                        &experiment,
                                        &variant,
                                        &consent_mode,
                                        &migrate,
                                        &migration,
                                        &cookie,
                                        &stored,
                                        &share,
                                        &share_devices,
                                        &contact,
                                        &webhook,
                                        &export_columns,
                                        &bundles,
                                        &goal,
                                        &weekly,
                                        &caps,
                                        &pacing,
                                        &holdout,
                                        &group_member};

}  // namespace fields

}  // namespace assent::authoring

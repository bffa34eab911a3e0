// Limits of requests are tighter than those of policies: strangers send requests.
#include "collector/body.hpp"

#include "collector/limits.hpp"

namespace assent::collector {

const Problem malformed_json{http::status::bad_request, "malformed-json",
                             "The body must be JSON in UTF-8, each name once, not nested deeper than 16 levels."};
const Problem wrong_media_type{
    http::status::unsupported_media_type, "media-type",
    "Send events as application/cloudevents-batch+json and everything else as application/json."};

std::optional<authoring::Json> read_body(std::string_view body) {
  authoring::JsonRules rules;
  rules.max_bytes = Limits().body_bytes;
  rules.max_depth = max_body_depth;
  rules.max_values = max_body_values;
  std::vector<authoring::JsonFault> faults;
  return authoring::read_json(body, rules, faults);
}

}  // namespace assent::collector

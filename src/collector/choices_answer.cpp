// The form of the boot answer, whose reader the page has already.
#include "collector/choices_answer.hpp"

#include "authoring/digest.hpp"
#include "authoring/strict_json.hpp"
#include "collector/choices.hpp"

namespace assent::collector {

const Problem malformed_request{http::status::unprocessable_entity, "malformed-request",
                                "The body has exactly the members that this path takes, each of its form."};
const Problem damaged_choices{http::status::unprocessable_entity, "choices-damaged",
                              "The choices are not what a page of this site shares; load the page again."};
const Problem unknown_choices_site{http::status::unprocessable_entity, "unknown-site",
                                   "This collector has no policy for that site."};

Answer choices_answer(const Site& site, std::string_view request_body, std::string_view choices) {
  authoring::Json line;
  line["site"] = site.id;
  line["answers"] = authoring::sha256_hex(request_body);
  line["choices"] = hex(choices);
  const std::string text = line.dump();
  return {http::status::ok,
          "application/vnd.assent.choices",
          share(site.key->sign(text) + "\n" + text + "\n"),
          {{"cache-control", "no-store"}},
          {}};
}

}  // namespace assent::collector

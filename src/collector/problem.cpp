// One form for every error answer.
#include "collector/problem.hpp"

#include "authoring/strict_json.hpp"

namespace assent::collector {

Answer answer(const Problem& problem) {
  authoring::Json body;
  body["type"] = std::string("urn:assent:problem:").append(problem.name);
  body["title"] = std::string(http::obsolete_reason(problem.status));
  body["status"] = static_cast<unsigned>(problem.status);
  body["detail"] = problem.sentence;
  return {
      problem.status, "application/problem+json", share(body.dump()), {{"cache-control", "no-store"}}, problem.name};
}

}  // namespace assent::collector

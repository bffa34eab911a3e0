// The collector's routes without sockets: a request goes in as a value and an answer comes out. For cases by the
// thousand; what the edge does with bytes is tested over real sockets.
#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "collector/router.hpp"
#include "collector/routes.hpp"
#include "collector/running.hpp"
#include "collector/shop.hpp"

namespace assent::collector::test {

/// A request as the edge hands it on.
Request make_request(std::string_view method, std::string_view target, std::string body = {},
                     const Fields& fields = {});

class InProcess {
 public:
  InProcess();
  ~InProcess();
  InProcess(const InProcess&) = delete;
  InProcess& operator=(const InProcess&) = delete;

  const Services& services() const { return services_; }
  /// The list that the server is made with.
  std::vector<Route> routes() { return routes_.all(); }
  Answer answer(const Request& request);
  /// The first column of the first row, asked of the database file.
  std::string ask(const std::string& sql) const;

 private:
  Folder folder_;
  Config config_;
  Catalog catalog_;
  Tokens tokens_;
  Secret customers_;
  Cors cors_;
  Metrics metrics_;
  Writer writer_;
  Services services_;
  Routes routes_;
  Router router_;
  boost::asio::io_context context_;
};

/// The pattern of a route for a path of the OpenAPI document: "/packs/{}" for "/packs/{hash}".
std::string pattern_of(std::string path);

/// The name of the problem that an answer is: the end of its type; empty where it is none or is not of the form.
std::string problem_of(const Answer& answer);

}  // namespace assent::collector::test

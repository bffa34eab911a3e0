// Finds who answers a request, and keeps the rules that hold for every route: origins, methods, counting.
#pragma once

#include <spdlog/logger.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "collector/services.hpp"

namespace assent::collector {

using Handler = std::function<Answering(const Exchange&)>;

struct Route {
  http::verb method;
  std::string_view pattern;  // a literal; "{}" stands for one segment
  Handler handle;
  bool from_pages = false;  // pages of allowed origins send here; of others nobody does
};

class Router {
 public:
  Router(const Services& services, std::shared_ptr<spdlog::logger> log, std::vector<Route> routes, Handler files)
      : services_(services), log_(std::move(log)), routes_(std::move(routes)), files_(std::move(files)) {}

  /// The answer to a request that the edge has let in. Never throws: what fails inside becomes a problem.
  Answering answer(const Request& request, bool from_trusted_proxy) const;

  /// The answer to a client that has asked too often and may ask again in `wait_s`. It goes by the head alone, and is
  /// counted but not logged: a flood must not fill the log.
  Answer too_often(const Request& head, double wait_s) const;

 private:
  struct Found {
    const Route* route = nullptr;
    std::string_view parameter;
    std::string allowed;  // methods, where the path is known and the method is not its own
    bool from_pages = false;
  };

  Found find(http::verb method, std::string_view path) const;
  Answering dispatch(const Exchange& exchange, const Found& found) const;
  Answering guarded(const Exchange& exchange, const Handler& handle) const;

  const Services& services_;
  std::shared_ptr<spdlog::logger> log_;
  std::vector<Route> routes_;
  Handler files_;
};

}  // namespace assent::collector

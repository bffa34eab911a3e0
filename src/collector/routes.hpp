// The collector's routes, in one list, and the parts that only they use.
#pragma once

#include <vector>

#include "collector/api_tokens.hpp"
#include "collector/boot.hpp"
#include "collector/files.hpp"
#include "collector/router.hpp"
#include "collector/server.hpp"
#include "collector/services.hpp"

namespace assent::collector {

class Routes {
 public:
  /// Reads the folders that the configuration names. Throws std::runtime_error with a sentence where it cannot.
  Routes(const Services& services, const Config& config);
  Routes(const Routes&) = delete;
  Routes& operator=(const Routes&) = delete;

  std::vector<Route> all();
  /// What answers a GET that no route matches: the widget's files, then the static folder.
  Handler files();

 private:
  Answer boot(const Exchange& exchange);
  Answer pack(const Exchange& exchange) const;
  Answer file(const Exchange& exchange) const;
  Answer ready() const;
  std::string_view region(const Exchange& exchange) const;

  const Services& services_;
  std::string region_header_;
  Boot boot_;
  ApiTokens api_tokens_;
  File openapi_;
  Folder web_;
  Folder static_;
};

}  // namespace assent::collector

// A running shop with one visitor who consents and whose page sends events.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "collector/running.hpp"

namespace assent::collector::test {

/// The shop with these outlets for its destinations.
inline authoring::Compiled shop_with(std::vector<authoring::Outlet> outlets) {
  authoring::Compiled site = shop();
  site.outlets = std::move(outlets);
  return site;
}

struct Visit : Running {
  explicit Visit(const std::function<void(Config&)>& change = {}, const authoring::Compiled& site = shop())
      : Running(change, site) {}

  Visitor visitor;
  std::string fresh = token();
  Json standing;

  /// A consent of the visitor that stands from now on.
  void grant(const std::vector<std::string>& purposes) {
    standing = record(purposes, now_ms(), fresh);
    if (consent(standing, &visitor).status != 201) throw std::runtime_error("the consent was not taken");
  }
  /// The same a second later.
  void grant_later(const std::vector<std::string>& purposes) {
    set_time(now_ms() + 1000);
    grant(purposes);
  }
  Json attributes(std::string_view destination, Json values, const std::vector<std::string>& purposes) const {
    return attributes_event(destination, std::move(values), standing, now_ms(), purposes);
  }
  /// The visitor's topic for the CRM, which stands on marketing.
  Json topic() const { return attributes("crm", {{"topic", "poetry"}}, {"marketing"}); }
  /// The rule that refuses a batch of one; "stored" where none does.
  std::string rule(const Json& event, const Fields& fields = {}) const {
    const Reply reply = events(Json::array({event}), visitor, fields);
    return reply.status == 200 ? "stored" : reply.json().value("rule", reply.problem());
  }
};

}  // namespace assent::collector::test

// Each member is asked for once, so the count of what was found tells whether anything else was sent.
#include "collector/members.hpp"

namespace assent::collector {

using authoring::Json;

namespace {

const Json nothing;
const Json no_items = Json::array();

}  // namespace

Members::Members(const Json& value) : value_(value), sound_(value.is_object()) {}

const Json* Members::find(std::string_view name) {
  if (!value_.is_object()) return nullptr;
  const auto found = value_.find(name);
  if (found == value_.end()) return nullptr;
  ++read_;
  return &*found;
}

const Json& Members::any(std::string_view name) {
  const Json* found = find(name);
  if (!found) sound_ = false;
  return found ? *found : nothing;
}

std::string Members::text(std::string_view name, std::size_t max_bytes) {
  const Json& value = any(name);
  if (value.is_string() && value.get_ref<const std::string&>().size() <= max_bytes) return value.get<std::string>();
  sound_ = false;
  return {};
}

bool Members::boolean(std::string_view name) {
  const Json& value = any(name);
  if (value.is_boolean()) return value.get<bool>();
  sound_ = false;
  return false;
}

double Members::number(std::string_view name) {
  const Json& value = any(name);
  if (value.is_number()) return value.get<double>();
  sound_ = false;
  return 0;
}

const Json& Members::array(std::string_view name, std::size_t max_items) {
  const Json& value = any(name);
  if (value.is_array() && value.size() <= max_items) return value;
  sound_ = false;
  return no_items;
}

bool Members::complete() const { return sound_ && read_ == value_.size(); }

}  // namespace assent::collector

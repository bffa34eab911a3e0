// By the envelope's own writer, so that a value has one form wherever it goes.
#include "collector/value_json.hpp"

#include "base/json.hpp"
#include "egress/envelope.hpp"

namespace assent::collector {

std::string value_json(const profile::Value& value) {
  base::Text text;
  base::JsonWriter json(text);
  egress::write_value(json, value);
  return std::string(text.view());
}

}  // namespace assent::collector

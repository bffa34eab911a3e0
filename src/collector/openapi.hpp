// The description of the collector's HTTP interface, as it is served. It is kept by hand in docs/openapi.json; tests
// hold it against the routes and against the answers of a running collector.
#pragma once

#include <string_view>

namespace assent::collector {

/// The bytes of docs/openapi.json: an OpenAPI 3.1 document.
std::string_view openapi_document();

}  // namespace assent::collector

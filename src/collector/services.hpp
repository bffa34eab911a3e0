// What the handlers work with, handed to each of them. server.cpp owns it all.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "collector/catalog.hpp"
#include "collector/clock.hpp"
#include "collector/cors.hpp"
#include "collector/http.hpp"
#include "collector/metrics.hpp"
#include "collector/token.hpp"
#include "collector/writer.hpp"

namespace assent::collector {

struct Services {
  const Catalog& catalog;
  const Tokens& tokens;
  const Secret& customers;  // hashes what a site's server calls its customers
  const Cors& cors;
  Writer& writer;
  Metrics& metrics;
  Clock clock;
  bool unproven_grants_stand = false;  // false: a grant without a fresh notice token permits nothing here
};

using Answering = boost::asio::awaitable<Answer>;

}  // namespace assent::collector

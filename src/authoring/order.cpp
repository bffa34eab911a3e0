// A stable topological sort: of the attributes that are ready, the one that the policy lists first goes next.
#include "authoring/order.hpp"

#include <algorithm>

namespace assent::authoring {

namespace {

using Graph = std::vector<std::vector<std::uint16_t>>;  // attribute → what it reads itself

// What was seen depends on whatever decided it.
std::set<std::string> counted_inputs(const Policy& policy) {
  std::set<std::string> inputs;
  for (const Slot& slot : policy.slots)
    if (is_counted(slot)) inputs.merge(direct_inputs(slot));
  inputs.erase(policy.pacing.counts.id);
  return inputs;
}

Graph graph_of(const Lookup& lookup) {
  Graph graph;
  for (const Attribute& attribute : lookup.policy().attributes) {
    auto& inputs = graph.emplace_back();
    const bool is_counts = attribute.type == pack::ValueType::counts;
    for (const std::string& name : is_counts ? counted_inputs(lookup.policy()) : direct_inputs(attribute))
      if (const Attribute* input = lookup.attribute(name)) inputs.push_back(lookup.position(*input));
  }
  return graph;
}

// Walks from an attribute that never became ready along others of the kind until one comes twice.
std::string circle_in(const Policy& policy, const Graph& graph, const std::vector<bool>& placed, std::uint16_t start) {
  std::vector<std::uint16_t> path;
  std::uint16_t here = start;
  while (std::find(path.begin(), path.end(), here) == path.end()) {
    path.push_back(here);
    here = *std::find_if(graph[here].begin(), graph[here].end(), [&](std::uint16_t input) { return !placed[input]; });
  }
  std::string circle;
  for (auto each = std::find(path.begin(), path.end(), here); each != path.end(); ++each)
    circle += policy.attributes[*each].id + " → ";
  return circle + policy.attributes[here].id;
}

}  // namespace

std::set<std::uint16_t> Order::closure(const Lookup& lookup, const std::set<std::string>& names) const {
  std::set<std::uint16_t> all;
  for (const std::string& name : names) {
    const Attribute* attribute = lookup.attribute(name);
    if (!attribute) continue;
    const std::uint16_t position = lookup.position(*attribute);
    all.insert(ranks[position]);
    all.insert(inputs[position].begin(), inputs[position].end());
  }
  return all;
}

std::optional<Order> order_attributes(const Lookup& lookup, Problems& problems) {
  const Policy& policy = lookup.policy();
  const Graph graph = graph_of(lookup);
  const std::size_t count = policy.attributes.size();
  Order order;
  order.ranks.resize(count);
  order.inputs.resize(count);
  std::vector<bool> placed(count);
  while (order.sorted.size() < count) {
    std::size_t next = 0;
    const auto is_ready = [&](std::size_t at) {
      return !placed[at] && std::all_of(graph[at].begin(), graph[at].end(), [&](auto input) { return placed[input]; });
    };
    while (next < count && !is_ready(next)) ++next;
    if (next == count) {
      const auto left = static_cast<std::uint16_t>(std::find(placed.begin(), placed.end(), false) - placed.begin());
      problems.error(policy.attributes[left].place.at("infer"),
                     "attributes are inferred in a circle: " + circle_in(policy, graph, placed, left),
                     "let one of them be inferred from something else");
      return {};
    }
    placed[next] = true;
    order.ranks[next] = static_cast<std::uint16_t>(order.sorted.size());
    order.sorted.push_back(static_cast<std::uint16_t>(next));
    for (const std::uint16_t input : graph[next]) {
      order.inputs[next].insert(order.ranks[input]);
      order.inputs[next].insert(order.inputs[input].begin(), order.inputs[input].end());
    }
  }
  return order;
}

}  // namespace assent::authoring

// Labels are made anew each time: there are few, and no table of them has to be kept.
#include "egress/buckets.hpp"

#include "base/format.hpp"

namespace assent::egress {

using policy::at;

namespace {

bool is_whole(double number) { return number == static_cast<double>(static_cast<std::int64_t>(number)); }

}  // namespace

std::uint32_t bucket_of(const Edges* edges, double number) {
  std::uint32_t bucket = 0;
  while (bucket < policy::size(edges) && number >= at(edges, bucket)) ++bucket;
  return bucket;
}

base::Text bucket_label(const Edges* edges, std::size_t bucket) {
  base::Text label;
  const std::size_t count = policy::size(edges);
  if (count == 0) return label;
  if (bucket == 0) label.append('<');
  const double edge = at(edges, bucket == 0 ? 0 : bucket - 1);
  base::append_number(label, edge);
  if (bucket == 0) return label;
  if (bucket == count) {
    label.append('+');
    return label;
  }
  const double next = at(edges, bucket);
  label.append('-');
  base::append_number(label, is_whole(edge) && is_whole(next) ? next - 1 : next);
  return label;
}

bool is_bucket(const Edges* edges, std::string_view text) {
  for (std::size_t bucket = 0; policy::size(edges) > 0 && bucket <= policy::size(edges); ++bucket)
    if (bucket_label(edges, bucket) == text) return true;
  return false;
}

}  // namespace assent::egress

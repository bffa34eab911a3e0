// A site's folder → its policy, part by part. It follows the fixed layout and looks nowhere else.
#pragma once

#include <filesystem>
#include <optional>

#include "authoring/model.hpp"

namespace assent::authoring {

/// Every part of the policy that could be read; nothing where the folder or its site.json could not. Problems say what
/// was not read.
std::optional<Policy> read_policy(const std::filesystem::path& site_folder, Problems& problems);

}  // namespace assent::authoring

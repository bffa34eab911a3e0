// What a collector has on disk, as text that can be compared.
#pragma once

#include <filesystem>
#include <string>

namespace assent::prove {

/// Every row of every table, whatever tables there are.
std::string dump_rows(const std::filesystem::path& database);

/// The bytes of the database, its log and its index, where they are there.
std::string database_files(const std::filesystem::path& data);

std::string read_file(const std::filesystem::path& file);

}  // namespace assent::prove

// Contact tokens: which subject a mailing system may ask about. Of a token only its hash is kept.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "collector/database.hpp"

namespace assent::collector::store {

extern const char* const contact_schema;

/// Keeps a token by its hash; of a subject at a site no more than `max_contact_tokens`, the newest.
void keep_contact_token(Database& database, std::string_view token_hash, std::string_view site,
                        std::string_view subject, double now_ms, double expires_ms);

/// The subject that gave the token to this site; nothing where there is none, or its time is over.
std::optional<std::string> contact_subject(Database& database, std::string_view token_hash, std::string_view site,
                                           double now_ms);

}  // namespace assent::collector::store

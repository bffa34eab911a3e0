// What the visitor was told, as short names for it: the hash of a notice, and the revision of a purpose. When one
// changes, what was answered before was an answer to something else.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "authoring/model.hpp"

namespace assent::authoring {

/// SHA-256 (hex) of what the layers say: the members `controller`, `language`, `purposes`, `site` and `texts` of the
/// pack's page, completed by its second-layer document (complete_page), as canonical JSON (RFC 8785). Anyone with a
/// pack and the document that it names can repeat it.
std::string notice_hash(std::string_view page, std::string_view layers);

/// Changes with the purpose's bases, recipients, services, attributes, retention and its own "revision": with all of
/// which an answer would be another one. Wording alone does not change it: authors count "revision" up where it does.
std::uint32_t revision_of(const Purpose& purpose, const Policy& policy);

}  // namespace assent::authoring

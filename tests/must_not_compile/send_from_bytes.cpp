// Bytes for the collector that no gate has seen.
#include "session/effect.hpp"

using namespace assent;

session::Send smuggle() { return session::Send(base::Text("{\"age\":34}")); }

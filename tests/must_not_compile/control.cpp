// The permitted way: ask the gate, send what it let pass; send a record as it was written.
#include "session/effect.hpp"

using namespace assent;

void send(const policy::Pack& pack, const consent::Permissions& permissions, egress::Draft draft,
          const egress::Identity& identity, consent::Record record, session::Effects& effects) {
  egress::Refusal refusal;
  const auto permit = egress::gate(pack, permissions, std::move(draft), refusal);
  if (permit) effects.sends.add(pack, *permit, identity, egress::write_data(pack, *permit));
  effects.sends.add(std::move(record));
}

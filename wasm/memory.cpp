// The core module's heap: a free list for each power of two. A block goes back to its list and never changes its size,
// so memory is flat once a page has seen its largest step. A failed allocation ends the module, which leaves the page
// as it was.
#include <cstddef>
#include <cstdint>
#include <new>

extern "C" std::uint8_t __heap_base;

namespace {

// Stands before every block: which list it belongs to, or, while it is on that list, the next one there.
union Head {
  std::uint64_t order;
  Head* next;
};

constexpr std::size_t largest = 1u << 29;  // so that an address can never pass 4 GiB: memory ends at 2
constexpr std::size_t page = 1u << 16;

Head* lists[32];
std::uintptr_t top = reinterpret_cast<std::uintptr_t>(&__heap_base);

Head* take_new(std::size_t bytes) {
  const std::uintptr_t block = (top + alignof(std::max_align_t) - 1) & ~(alignof(std::max_align_t) - 1);
  top = block + bytes;
  const std::size_t pages = (top + page - 1) / page;
  const std::size_t present = __builtin_wasm_memory_size(0);
  if (pages > present && __builtin_wasm_memory_grow(0, pages - present) == static_cast<std::size_t>(-1))
    __builtin_trap();
  return reinterpret_cast<Head*>(block);
}

}  // namespace

void* operator new(std::size_t size) {
  if (size > largest) __builtin_trap();
  const int order = 32 - __builtin_clz(static_cast<std::uint32_t>(size + sizeof(Head) - 1) | 8);
  Head* block = lists[order];
  if (block)
    lists[order] = block->next;
  else
    block = take_new(std::size_t{1} << order);
  block->order = static_cast<std::uint64_t>(order);
  return block + 1;
}

void operator delete(void* memory) noexcept {
  if (!memory) return;
  Head* const block = static_cast<Head*>(memory) - 1;
  Head*& list = lists[block->order];
  block->next = list;
  list = block;
}

void operator delete(void* memory, std::size_t) noexcept { operator delete(memory); }
void* operator new[](std::size_t size) { return operator new(size); }
void operator delete[](void* memory) noexcept { operator delete(memory); }
void operator delete[](void* memory, std::size_t) noexcept { operator delete(memory); }

// A list that grows at its end. Elements are made in place and never move, which costs the browser a fraction of what
// std::vector does.
#pragma once

#include <cstddef>
#include <utility>

namespace assent::base {

template <class T>
class List {
  struct Node {
    template <class... From>
    explicit Node(From&&... from) : value{std::forward<From>(from)...} {}
    T value;
    Node* next = nullptr;
  };

  template <class Element, class Pointer>
  class Step {
   public:
    explicit Step(Pointer at) : at_(at) {}
    Element& operator*() const { return at_->value; }
    Step& operator++() {
      at_ = at_->next;
      return *this;
    }
    bool operator!=(const Step& other) const { return at_ != other.at_; }

   private:
    Pointer at_;
  };

 public:
  List() = default;
  List(const List& other) {
    for (const T& each : other) add(each);
  }
  List(List&& other) noexcept { swap(other); }
  List& operator=(List&& other) noexcept {
    swap(other);
    return *this;
  }
  ~List() { clear(); }

  /// A new last element, made from `from`.
  template <class... From>
  void add(From&&... from) {
    Node* const made = new Node(std::forward<From>(from)...);
    (last_ ? last_->next : first_) = made;
    last_ = made;
  }
  void clear() {
    while (Node* const gone = first_) {
      first_ = gone->next;
      delete gone;
    }
    last_ = nullptr;
  }

  /// Number of elements, counted one by one.
  std::size_t size() const {
    std::size_t count = 0;
    for (const Node* node = first_; node; node = node->next) ++count;
    return count;
  }
  bool empty() const { return !first_; }
  /// Element `index`, found from the front; the caller has checked that there is one.
  T& operator[](std::size_t index) { return find(index)->value; }
  const T& operator[](std::size_t index) const { return find(index)->value; }
  T& back() { return last_->value; }
  const T& back() const { return last_->value; }

  auto begin() { return Step<T, Node*>(first_); }
  auto end() { return Step<T, Node*>(nullptr); }
  auto begin() const { return Step<const T, const Node*>(first_); }
  auto end() const { return Step<const T, const Node*>(nullptr); }

 private:
  Node* find(std::size_t index) const {
    Node* node = first_;
    while (index-- > 0) node = node->next;
    return node;
  }
  void swap(List& other) {
    std::swap(first_, other.first_);
    std::swap(last_, other.last_);
  }

  Node* first_ = nullptr;
  Node* last_ = nullptr;
};

}  // namespace assent::base

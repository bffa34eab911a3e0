// Takes what waits, runs it between BEGIN and COMMIT, then tells everybody.
#include "collector/writer.hpp"

#include "collector/limits.hpp"

namespace assent::collector {

Writer::Writer(std::unique_ptr<Database> database) : database_(std::move(database)), thread_([this] { loop(); }) {}

Writer::~Writer() { stop(); }

// Never throws what the caller must hear: that goes the way every result goes.
void Writer::submit(Waiting waiting) {
  std::unique_lock lock(mutex_);
  if (stopping_ || waiting_.size() >= max_waiting_writes) {
    lock.unlock();
    waiting.done(std::make_exception_ptr(WriterBusy()));
    return;
  }
  waiting_.push_back(std::move(waiting));
  lock.unlock();
  arrived_.notify_one();
}

void Writer::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  arrived_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Writer::loop() {
  for (auto batch = take(); !batch.empty(); batch = take()) {
    commit(batch);
    for (Waiting& each : batch) each.done(each.error);
  }
}

// Waits for something to do; empty where there is nothing left and the collector stops.
std::vector<Writer::Waiting> Writer::take() {
  std::unique_lock lock(mutex_);
  arrived_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
  std::vector<Waiting> batch;
  while (!waiting_.empty() && batch.size() < max_commit_writes) {
    batch.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
  }
  return batch;
}

void Writer::commit(std::vector<Waiting>& batch) {
  try {
    database_->query("BEGIN IMMEDIATE").run();
    for (Waiting& each : batch) run_one(each);
    database_->query("COMMIT").run();
    ++commits_;
    healthy_ = true;
  } catch (...) {
    healthy_ = false;
    const auto error = std::current_exception();
    try {
      database_->query("ROLLBACK").run();
    } catch (const DatabaseError&) {
      // SQLite has rolled back by itself, as it does where the disk is full.
    }
    for (Waiting& each : batch) each.error = error;
    return;
  }
  database_->forget_erased();
}

// A job that fails takes back its own rows and leaves the others' alone.
void Writer::run_one(Waiting& waiting) {
  database_->query("SAVEPOINT one").run();
  try {
    waiting.job(*database_);
  } catch (...) {
    waiting.error = std::current_exception();
    database_->query("ROLLBACK TO one").run();
  }
  database_->query("RELEASE one").run();
}

}  // namespace assent::collector

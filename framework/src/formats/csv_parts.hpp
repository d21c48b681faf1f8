// Parses the blocks of a table on several threads.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <future>
#include <limits>
#include <mutex>
#include <utility>
#include <vector>

#include "formats/csv_blocks.hpp"

namespace runner::formats {

// Turns each block into a Part: a default-constructible type with a member rows(), its number of
// rows. The parts and the error, if any, do not depend on the number of threads.
template <typename Part>
class CsvParts {
 public:
  // Appends the block's rows to the part; throws at the first bad row.
  // Thread safety: called from several threads at once, with different blocks and parts.
  using Parse = std::function<void(const CsvBlock&, Part&)>;

  // `limit`: ignore the rows after that many, and errors in them; 0 means no limit. With `skim`,
  // blocks after the limit are read, too, and given to it instead of `parse`; it appends no rows.
  CsvParts(CsvBlocks& blocks, std::uint64_t limit, Parse parse, Parse skim = nullptr)
      : blocks_(blocks),
        limit_(limit == 0 ? std::numeric_limits<std::uint64_t>::max() : limit),
        parse_(std::move(parse)),
        skim_(std::move(skim)) {}

  // Parses `first` and the blocks that follow on `threads` threads (at least 1), including the
  // caller's. Call it once.
  // Returns the parts in the order of the file: as many as the limit needs, or all with `skim`.
  // Throws: the first error in the file.
  std::deque<Part> read(CsvBlock first, unsigned threads) {
    const std::uint64_t useful_threads = std::min<std::uint64_t>(threads, blocks_.max_blocks());
    Result* const first_result = &results_.emplace_back();
    std::vector<std::future<void>> helpers;
    while (helpers.size() + 1 < useful_threads) {
      helpers.push_back(std::async(std::launch::async, [this] {
        CsvBlock block;
        Result* const result = next(block);
        parse_blocks(result, block);
      }));
    }
    parse_blocks(first_result, first);
    for (auto& helper : helpers) helper.get();
    return collect();
  }

 private:
  struct Result {
    Part part;
    std::exception_ptr error;  // of the row after those of the part
    bool after_limit = false;
  };

  // Parses `block` into `result`, then further blocks until there are no more.
  void parse_blocks(Result* result, CsvBlock& block) {
    for (; result != nullptr; result = next(block)) {
      try {
        (result->after_limit ? skim_ : parse_)(block, result->part);
      } catch (...) {
        result->error = std::current_exception();
      }
      const std::lock_guard lock(mutex_);
      rows_ += result->part.rows();
      if (!skim_ && (result->error || rows_ >= limit_)) done_ = true;
    }
  }

  // Makes `block` the next one and returns the place for its result, or null if no more are needed.
  // Blocks are handed out in order, so that once one ends the work, all before it are parsed too.
  Result* next(CsvBlock& block) {
    const std::lock_guard lock(mutex_);
    if (done_) return nullptr;
    Result& result = results_.emplace_back();
    result.after_limit = rows_ >= limit_;
    try {
      if (blocks_.next(block)) return &result;
    } catch (...) {
      result.error = std::current_exception();
    }
    done_ = true;
    return nullptr;
  }

  std::deque<Part> collect() {
    std::deque<Part> parts;
    std::uint64_t rows = 0;
    for (Result& result : results_) {
      rows += result.part.rows();
      parts.push_back(std::move(result.part));
      if (result.error && rows < limit_) std::rethrow_exception(result.error);
      if (rows >= limit_ && !skim_) break;
    }
    return parts;
  }

  CsvBlocks& blocks_;
  std::uint64_t limit_;
  Parse parse_;
  Parse skim_;                  // may be empty
  std::mutex mutex_;            // guards blocks_ and the members below
  std::deque<Result> results_;  // one a block; a deque, so that addresses stay valid
  std::uint64_t rows_ = 0;
  bool done_ = false;
};

}  // namespace runner::formats

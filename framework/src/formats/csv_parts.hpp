// Parsing the blocks of a table on several threads.
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

// What becomes of each block is a Part, default-constructed, with a member rows(): the number of
// rows that it holds. The parts and the error, if there is one, do not depend on the number of
// threads.
template <typename Part>
class CsvParts {
 public:
  // Called on any thread, for several blocks at once. Adds the block's rows to the part, and throws
  // at the first faulty one.
  using Parse = std::function<void(const CsvBlock&, Part&)>;

  // Rows from `limit` on are not wanted, nor are errors in them; 0: all rows are.
  CsvParts(CsvBlocks& blocks, std::uint64_t limit, Parse parse)
      : blocks_(blocks),
        limit_(limit == 0 ? std::numeric_limits<std::uint64_t>::max() : limit),
        parse_(std::move(parse)) {}

  // Parses `first` and the blocks that follow. Returns their parts in the order of the file, as
  // many as the limit needs. Throws the first error in the file. To be called once, with `threads`
  // at least 1, of which the caller's is one.
  std::deque<Part> read(CsvBlock first, unsigned threads) {
    const std::uint64_t useful = std::min<std::uint64_t>(threads, blocks_.max_blocks());
    Result* const first_result = &results_.emplace_back();
    std::vector<std::future<void>> helpers;
    while (helpers.size() + 1 < useful) {
      helpers.push_back(std::async(std::launch::async, [this] {
        CsvBlock block;
        work(next(block), block);
      }));
    }
    work(first_result, first);
    for (auto& helper : helpers) helper.get();
    return collect();
  }

 private:
  struct Result {
    Part part;
    std::exception_ptr error;  // behind the rows of the part
  };

  void work(Result* result, CsvBlock& block) {
    for (; result != nullptr; result = next(block)) {
      try {
        parse_(block, result->part);
      } catch (...) {
        result->error = std::current_exception();
      }
      const std::lock_guard lock(mutex_);
      rows_ += result->part.rows();
      if (result->error || rows_ >= limit_) done_ = true;
    }
  }

  // Makes `block` the next one and returns the place for its result; null when there is no more to
  // do. All blocks before it have been handed out, so that it does not matter who is done first.
  Result* next(CsvBlock& block) {
    const std::lock_guard lock(mutex_);
    if (done_) return nullptr;
    Result& result = results_.emplace_back();
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
      if (rows >= limit_) break;
      if (result.error) std::rethrow_exception(result.error);
    }
    return parts;
  }

  CsvBlocks& blocks_;
  std::uint64_t limit_;
  Parse parse_;
  std::mutex mutex_;            // of all that follows, and of blocks_
  std::deque<Result> results_;  // one a block; addresses stay
  std::uint64_t rows_ = 0;
  bool done_ = false;
};

}  // namespace runner::formats

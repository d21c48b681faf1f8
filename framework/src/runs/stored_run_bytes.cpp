#include "runs/stored_run_bytes.hpp"

#include <cmath>
#include <cstring>
#include <type_traits>

#include "base/error.hpp"
#include "runs/json_fields.hpp"

namespace runner {
namespace {

// Each function hands all members of a struct to a ByteWriter or ByteReader. A structured binding
// names every member, so a member that is added later and forgotten here does not compile.
template <typename T, typename Struct>
concept IsStruct = std::is_same_v<std::remove_const_t<T>, Struct>;

template <typename Archive, IsStruct<Metrics> T>
void each_member(Archive& archive, T& metrics) {
  auto& [loss, accuracy] = metrics;
  archive(loss, accuracy);
}

template <typename Archive, IsStruct<MetricsRow> T>
void each_member(Archive& archive, T& row) {
  auto& [iteration, epoch, train, validation, test, seconds] = row;
  archive(iteration, epoch, train, validation, test, seconds);
}

template <typename Archive, IsStruct<ProcessIdentity> T>
void each_member(Archive& archive, T& process) {
  auto& [host, boot_id, pid, start_time] = process;
  archive(host, boot_id, pid, start_time);
}

template <typename Archive, IsStruct<InputShape> T>
void each_member(Archive& archive, T& shape) {
  auto& [rows, columns, channels] = shape;
  archive(rows, columns, channels);
}

template <typename Archive, IsStruct<NetworkShape> T>
void each_member(Archive& archive, T& shape) {
  auto& [inputs, hidden_units, classes] = shape;
  archive(inputs, hidden_units, classes);
}

template <typename Archive, IsStruct<DataSummary> T>
void each_member(Archive& archive, T& summary) {
  auto& [shape, scale, class_names, pool_examples, has_test_set, first_label, class_examples,
         input_names, decisions] = summary;
  archive(shape, scale, class_names, pool_examples, has_test_set, first_label, class_examples,
          input_names, decisions);
}

template <typename Archive, IsStruct<RunData> T>
void each_member(Archive& archive, T& data) {
  auto& [sha256, split_sha256, summary, train_examples, validation_examples, test_examples] = data;
  archive(sha256, split_sha256, summary, train_examples, validation_examples, test_examples);
}

template <typename Archive, IsStruct<RunPlugin> T>
void each_member(Archive& archive, T& plugin) {
  auto& [kind, name, version, path, sha256, compiler, cxx_abi, armadillo, instruction_set] = plugin;
  archive(kind, name, version, path, sha256, compiler, cxx_abi, armadillo, instruction_set);
}

template <typename Archive, IsStruct<RunEnvironment> T>
void each_member(Archive& archive, T& environment) {
  auto& [runner, git, compiler, build_type, instruction_set, armadillo, blas, blas_core,
         blas_variables, kernels, kernel, cpu, cores, threads] = environment;
  archive(runner, git, compiler, build_type, instruction_set, armadillo, blas, blas_core,
          blas_variables, kernels, kernel, cpu, cores, threads);
}

template <typename Archive, IsStruct<RunManifest> T>
void each_member(Archive& archive, T& manifest) {
  auto& [name, status, stop_code, stop_reason, started, ended, process, result, seed, data, network,
         plugins, warnings, environment] = manifest;
  archive(name, status, stop_code, stop_reason, started, ended, process, result, seed, data,
          network, plugins, warnings, environment);
}

template <typename Archive, IsStruct<StoredRun> T>
void each_member(Archive& archive, T& run) {
  auto& [manifest, config] = run;
  archive(manifest, config);
}

class ByteWriter {
 public:
  explicit ByteWriter(std::string& bytes) : bytes_(bytes) {}

  template <typename... T>
  void operator()(const T&... values) {
    (put(values), ...);
  }

 private:
  void put(const std::string& text) {
    put(std::uint64_t{text.size()});
    bytes_ += text;
  }
  template <typename T>
  void put(const std::vector<T>& values) {
    put(std::uint64_t{values.size()});
    for (const auto& value : values) put(value);
  }
  template <typename A, typename B>
  void put(const std::pair<A, B>& values) {
    put(values.first);
    put(values.second);
  }
  template <typename T>
  void put(const std::optional<T>& value) {
    put(value.has_value());
    if (value) put(*value);
  }
  template <typename T>
  void put(const T& value) {
    if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
      bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
    } else {
      each_member(*this, value);
    }
  }

  std::string& bytes_;
};

// Reads what a ByteWriter wrote. After the first thing that cannot be read the values are
// unspecified and is_complete() is false.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  template <typename... T>
  void operator()(T&... values) {
    (get(values), ...);
  }

  // Whether everything was read, and nothing remains.
  bool is_complete() const { return good_ && bytes_.empty(); }

 private:
  // The next `count` bytes; fewer, and a failure, if there are not as many.
  std::string_view take(std::uint64_t count) {
    if (count > bytes_.size()) good_ = false;
    if (!good_) return {};
    const std::string_view taken = bytes_.substr(0, count);
    bytes_.remove_prefix(count);
    return taken;
  }
  void get(std::string& text) {
    std::uint64_t size = 0;
    get(size);
    text = take(size);
  }
  template <typename T>
  void get(std::vector<T>& values) {
    std::uint64_t size = 0;
    get(size);
    for (std::uint64_t i = 0; i < size && good_; ++i) get(values.emplace_back());
  }
  template <typename A, typename B>
  void get(std::pair<A, B>& values) {
    get(values.first);
    get(values.second);
  }
  template <typename T>
  void get(std::optional<T>& value) {
    bool exists = false;
    get(exists);
    if (exists && good_) get(value.emplace());
  }
  // Any other byte in the place of a bool is undefined behaviour.
  void get(bool& flag) {
    const std::string_view byte = take(1);
    if (!good_) return;
    good_ = byte[0] == 0 || byte[0] == 1;
    flag = byte[0] == 1;
  }
  template <typename T>
  void get(T& value) {
    if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
      const std::string_view taken = take(sizeof value);
      if (good_) std::memcpy(&value, taken.data(), sizeof value);
    } else {
      each_member(*this, value);
    }
  }

  std::string_view bytes_;
  bool good_ = true;
};

bool is_accuracy(const std::optional<Metrics>& metrics) {
  return !metrics || (metrics->accuracy >= 0 && metrics->accuracy <= 1);
}

bool is_possible_result(const MetricsRow& row) {
  return row.iteration <= max_exact_integer && row.epoch <= max_exact_integer &&
         (std::isnan(row.train.accuracy) || is_accuracy(row.train)) &&
         is_accuracy(row.validation) && is_accuracy(row.test) && row.seconds >= 0 &&
         std::isfinite(row.seconds);
}

bool is_possible_data(const RunData& data) {
  try {
    check_sizes(data.summary);
    return true;
  } catch (const Error&) {
    return false;
  }
}

bool is_possible(const RunManifest& manifest) {
  const bool has_status =
      manifest.status >= RunStatus::running && manifest.status <= RunStatus::failed;
  const bool has_code = !manifest.stop_code || (*manifest.stop_code >= StopCode::early_stopping &&
                                                *manifest.stop_code <= StopCode::error);
  return has_status && has_code && (manifest.status != RunStatus::running || manifest.process) &&
         (!manifest.result || is_possible_result(*manifest.result)) &&
         (!manifest.data || is_possible_data(*manifest.data));
}

}  // namespace

std::string to_bytes(const StoredRun& run) {
  std::string bytes;
  ByteWriter writer(bytes);
  writer(run);
  return bytes;
}

std::optional<StoredRun> stored_run_from(std::string_view bytes) {
  std::optional<StoredRun> run(std::in_place);
  ByteReader reader(bytes);
  reader(*run);
  if (!reader.is_complete() || !is_possible(run->manifest)) run.reset();
  return run;
}

}  // namespace runner

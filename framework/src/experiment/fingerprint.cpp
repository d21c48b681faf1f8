#include "experiment/fingerprint.hpp"

#include <charconv>

#include <fmt/format.h>

#include "base/sha256.hpp"
#include "config/yaml_writer.hpp"

namespace runner {
namespace {

bool changes_bits(std::string_view key) {
  return key != "name" && key != "dataset" && key != "checkpoint_every";
}

std::string text_sha256(std::string_view text) {
  Sha256 hash;
  hash.add(text);
  return hash.hexadecimal();
}

arma::mat bytes_of(std::string_view hexadecimal) {
  arma::mat bytes(hexadecimal.size() / 2, 1);
  for (arma::uword i = 0; i < bytes.n_elem; ++i) {
    unsigned byte = 0;
    std::from_chars(&hexadecimal[2 * i], &hexadecimal[2 * i] + 2, byte, 16);
    bytes[i] = byte;
  }
  return bytes;
}

bool holds(const NpzArray* array, const arma::mat& expected) {
  if (array == nullptr) return false;
  const auto* values = std::get_if<arma::mat>(&array->values);
  return values != nullptr && values->n_rows == expected.n_rows &&
         values->n_cols == expected.n_cols && arma::all(arma::vectorise(*values == expected));
}

}  // namespace

template <typename Real>
Fingerprint::Fingerprint(const Experiment<Real>& experiment, const Value& config,
                         const std::string& data_sha256, const std::string& split_sha256) {
  for (const auto& item : *config.as_map()) {
    if (!changes_bits(item.key)) continue;
    parts_.push_back({item.key, item.key + " in config.yaml",
                      text_sha256(write_yaml(map_value({entry(item.key, item.value)})))});
  }
  parts_.push_back({"data", "the data", data_sha256});
  parts_.push_back({"split", "the split of the data", split_sha256});
  const auto plugins = plugins_of(experiment);
  for (std::size_t i = 0; i < plugins.size(); ++i) {
    add_plugin(*plugins[i], experiment.plugin_sha256[i]);
  }
}

template Fingerprint::Fingerprint(const Experiment<float>&, const Value&, const std::string&,
                                  const std::string&);
template Fingerprint::Fingerprint(const Experiment<double>&, const Value&, const std::string&,
                                  const std::string&);

void Fingerprint::add_plugin(const PluginInfo& info, const std::string& sha256) {
  const std::string kind(kind_name(info.kind));
  parts_.push_back(
      {kind + "_plugin", fmt::format("the {} plugin {}", kind, info.path.string()), sha256});
}

std::vector<NpzArray> Fingerprint::arrays() const {
  std::vector<NpzArray> all;
  for (const auto& part : parts_) all.push_back({"sha256." + part.name, bytes_of(part.sha256)});
  return all;
}

std::vector<std::string> Fingerprint::differences(const std::vector<NpzArray>& arrays) const {
  std::vector<std::string> words;
  for (const auto& part : parts_) {
    if (!holds(find_array(arrays, "sha256." + part.name), bytes_of(part.sha256))) {
      words.push_back(part.words);
    }
  }
  return words;
}

}  // namespace runner

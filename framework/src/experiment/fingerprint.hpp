// What decides a run's result, the one place that knows. Two runs with equal fingerprints have the
// same bits: the config's entries, the data, their split and the plugins' files. Left out are the
// entries that change no bit (name, checkpoint_every), `standardize: false`, which older configs do
// not have, and the dataset's options, which the data's hash stands for: data may be moved.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/flat_config.hpp"
#include "experiment/experiment.hpp"

namespace runner {

class Fingerprint {
 public:
  struct Part {
    std::string name;    // "optimizer", "data", "activation_plugin"
    std::string words;   // for messages: "optimizer in config.yaml", "the data"
    std::string sha256;  // 64 hexadecimal digits

    bool operator==(const Part&) const = default;
  };

  // Requires: the plugins are hashed.
  Fingerprint(const Experiment& experiment, const Value& resolved_config,
              const std::string& data_sha256, const std::string& split_sha256);

  const std::vector<Part>& parts() const { return parts_; }

 private:
  std::vector<Part> parts_;
};

// Whether an entry of a flat config, such as optimizer.alpha, takes part in trial_id(). Without the
// data's hash, two configs that agree in these entries differ in nothing but their data.
bool is_in_trial_id(std::string_view path, std::string_view text);

// The name of a trial's folder: the first 12 hexadecimal digits of the SHA-256 over these lines.
//
//     KEY.PATH=TEXT   each scalar of the resolved config that is part of the fingerprint, in order
//     data=SHA256     as in run.json
//     plugin=SHA256   the files of dataset, initializer, activation and optimizer
//
// Requires: `plugin_sha256` has those four.
std::string trial_id(const FlatConfig& resolved_config, const std::string& data_sha256,
                     const std::vector<std::string>& plugin_sha256);

}  // namespace runner

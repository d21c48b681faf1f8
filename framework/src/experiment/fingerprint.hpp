#pragma once

#include <string>
#include <vector>

#include "experiment/experiment.hpp"
#include "formats/npz.hpp"

namespace runner {

// What a run's bits depend on, as hashes, so that a checkpoint goes on only in the run that it is
// of: the entries of the resolved config, data and split, and the plugins' files. Left out are the
// entries that change no bits (name, checkpoint_every) and the dataset's, which the data's hash
// stands for: data may be moved.
class Fingerprint {
 public:
  template <typename Real>
  Fingerprint(const Experiment<Real>& experiment, const Value& config,
              const std::string& data_sha256, const std::string& split_sha256);

  // Arrays of 32 numbers, the bytes of a hash, named "sha256." and what it is of.
  std::vector<NpzArray> arrays() const;

  // Which parts of it the arrays of a checkpoint do not have or have another hash of, in words:
  // "optimizer in config.yaml", "the data".
  std::vector<std::string> differences(const std::vector<NpzArray>& arrays) const;

 private:
  struct Part {
    std::string name;   // "optimizer"
    std::string words;  // "optimizer in config.yaml"
    std::string sha256;
  };
  void add_plugin(const PluginInfo& info, const std::string& sha256);

  std::vector<Part> parts_;
};

}  // namespace runner

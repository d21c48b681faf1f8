#pragma once

#include <string>
#include <vector>

#include "config/flat_config.hpp"

namespace runner {

// The name of a trial's folder: the first 12 hexadecimal digits of the SHA-256 over all that its
// results depend on, as the lines
//
//   KEY.PATH=TEXT     each scalar of the resolved config, in its order
//   data=SHA256       as in run.json
//   plugin=SHA256     the files of dataset, initializer, activation and optimizer
//
// Left out of the config are what changes no result (name, checkpoint_every) and the dataset's
// options: the data's hash stands for them, and data that was moved is the same data.
std::string trial_id(const FlatConfig& resolved_config, const std::string& data_sha256,
                     const std::vector<std::string>& plugin_sha256);

}  // namespace runner

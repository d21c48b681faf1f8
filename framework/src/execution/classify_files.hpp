#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <runner/dataset.hpp>

#include "data/unlabelled_images.hpp"
#include "plugin_host/catalog.hpp"
#include "runs/run_record.hpp"

namespace runner {

// The examples of a file and what a run's network makes of them.
struct ClassifiedFile {
  std::vector<std::string> names;     // "x.png", or "x.csv[3]" for example 3, from 0, of several
  std::vector<std::uint32_t> labels;  // their classes; empty if the file has none
  std::vector<double> probabilities;  // of each class, example by example
  Examples examples;
  std::vector<std::string> warnings;

  // The class with the largest probability, the first of equals.
  std::uint32_t predicted(std::size_t example) const;
  double probability(std::size_t example, std::size_t class_index) const;

  std::size_t classes() const { return probabilities.size() / names.size(); }
};

// Classifies the examples in files with a run's network: pictures and IDX files of images as
// read_unlabelled_images() reads them, anything else as the run's dataset plugin does. "-" is
// standard input, for the plugin. The run's data are not needed.
// Throws: Error if the network or any of the files cannot be read.
std::vector<ClassifiedFile> classify_files(const RunRecord& record, const Catalog& catalog,
                                           const std::vector<std::string>& files,
                                           const PictureOptions& pictures);

}  // namespace runner

#pragma once

#include <string>
#include <vector>

#include "plugin_host/catalog.hpp"
#include "runs/run_record.hpp"
#include "training/prediction.hpp"

namespace runner {

struct ClassifiedImage {
  std::string name;  // "x.png", or "x.idx[3]" for one of several
  Prediction prediction;
};

// Classifies the images in PNG, JPEG and IDX files with a run's network, as
// read_unlabelled_images() reads them. The run's data are not needed. Throws: Error if the network
// or any of the files cannot be read.
std::vector<ClassifiedImage> classify_images(const RunRecord& record, const Catalog& catalog,
                                             const std::vector<std::string>& files, bool invert);

}  // namespace runner

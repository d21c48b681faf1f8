#include <algorithm>
#include <cmath>
#include <numbers>

#include <runner/plugin.hpp>

#include "formats/memory_shortage.hpp"

namespace {

using runner::OptionError;
using runner::Random;

// Points of a plane or a space whose classes form a pattern. Example i (from 0) has class
// k = i mod K, with K = classes, and the values
//
//     x_ij = p_ij + noise n_ij,   i = 0 .. examples - 1, j = 0 .. inputs - 1
//
// where n_ij is standard normal and, except in blobs, p_ij = 0 for j >= 2. With u, v uniform in
// [0, 1):
//
//     blobs         p_i = 2 c_k - 1, with the centre c_k uniform in [0, 1)^inputs
//     moons         p_i = (cos(pi u) - 1/2, sin(pi u) - 1/4) for k = 0, minus that for k = 1
//     spirals       p_i = (u cos(a), u sin(a)), a = 2 pi (u + k / K)
//     checkerboard  p_i = (2 u - 1, (r + 2 v - floor(2 v)) / 2 - 1) with the square's column
//                   c = floor(4 u) and row r = 2 floor(2 v) + (c + k) mod 2, of 4 x 4 squares
//
// stored_as byte stores floor(255 (x + 2) / 4 + 1/2), clamped to 0 .. 255, of which the network
// sees the 255th part.
//
// Draws are NumPy's after np.random.seed(seed): rand(K, inputs) for c_k, or rand(examples) for u,
// or rand(examples, 2) for (u, v); then randn(examples, inputs) for n, unless noise is 0.
class Synthetic final : public runner::Dataset {
 public:
  void options(runner::Options& o) override {
    o.choice("pattern", pattern_, {"blobs", "moons", "spirals", "checkerboard"},
             {.doc = "blobs: a cloud around a centre for each class; moons: two half circles; "
                     "spirals: an arm of one turn for each class; checkerboard: 4 x 4 squares"});
    o.integer("examples", examples_,
              {.at_least = 1, .at_most = 10'000'000, .doc = "Number of examples"});
    o.integer("classes", classes_,
              {.at_least = 2,
               .at_most = 1000,
               .doc = "Number of classes; moons and checkerboard have 2"});
    o.integer(
        "inputs", inputs_,
        {.at_least = 2,
         .at_most = 100'000,
         .doc = "Values of an example; except in blobs, all but the first two are only noise"});
    o.real(
        "noise", noise_,
        {.at_least = 0, .at_most = 1000, .doc = "Standard deviation of the noise added to values"});
    o.integer("seed", seed_,
              {.at_least = 0,
               .at_most = 4294967295,
               .doc = "Seed of the draws, independent of the experiment's"});
    o.choice("stored_as", stored_as_, {"double", "float", "byte"},
             {.doc = "byte: values clamped to -2 .. 2 and stored in 255 steps, in an eighth of the "
                     "memory; the network sees (x + 2) / 4"});
  }

  runner::LoadedData load() override {
    if (classes_ != 2 && (pattern_ == "moons" || pattern_ == "checkerboard")) {
      throw OptionError("classes", "classes must be 2 for the pattern " + pattern_ +
                                       ", but this is " + std::to_string(classes_) + ".");
    }
    runner::LoadedData data;
    if (stored_as_ == "byte") {
      data.scale = 255;
      data.pool.values = make<std::uint8_t>();
    } else if (stored_as_ == "float") {
      data.pool.values = make<float>();
    } else {
      data.pool.values = make<double>();
    }
    for (std::int64_t i = 0; i < examples_; ++i) data.pool.labels.push_back(class_of(i));
    data.shape = {1, static_cast<std::uint64_t>(inputs_), 1};
    return data;
  }

 private:
  std::uint32_t class_of(std::int64_t example) const {
    return static_cast<std::uint32_t>(example % classes_);
  }

  template <typename Stored>
  arma::Mat<Stored> make() const {
    const auto inputs = static_cast<arma::uword>(inputs_);
    const auto examples = static_cast<arma::uword>(examples_);
    const std::string shortage = runner::formats::memory_shortage(examples, inputs, sizeof(Stored));
    if (!shortage.empty()) {
      throw OptionError("examples", std::to_string(examples_) + " examples of " +
                                        std::to_string(inputs_) + " inputs take " + shortage + ".");
    }
    Random random(static_cast<std::uint32_t>(seed_));
    const arma::mat points = pattern_ == "blobs" ? centres(random) : plane_points(random);
    arma::Mat<Stored> values(inputs, examples, arma::fill::none);
    for (arma::uword i = 0; i < examples; ++i) {
      const double* const point = points.colptr(i % points.n_cols);
      Stored* const example = values.colptr(i);
      for (arma::uword j = 0; j < inputs; ++j) {
        const double p = j < points.n_rows ? point[j] : 0.0;
        example[j] = stored<Stored>(noise_ == 0 ? p : p + noise_ * random.normal());
      }
    }
    return values;
  }

  template <typename Stored>
  static Stored stored(double x) {
    if constexpr (std::is_same_v<Stored, std::uint8_t>) {
      x = std::clamp(std::floor(255 * (x + 2) / 4 + 0.5), 0.0, 255.0);
    }
    return static_cast<Stored>(x);
  }

  // inputs x classes: the centre of class k in column k.
  arma::mat centres(Random& random) const {
    arma::mat result(static_cast<arma::uword>(inputs_), static_cast<arma::uword>(classes_));
    result.imbue([&] { return 2 * random.uniform() - 1; });
    return result;
  }

  // 2 x examples.
  arma::mat plane_points(Random& random) const {
    arma::mat result(2, static_cast<arma::uword>(examples_));
    for (std::int64_t i = 0; i < examples_; ++i) {
      double* const point = result.colptr(static_cast<arma::uword>(i));
      if (pattern_ == "moons") {
        moon(class_of(i), random, point);
      } else if (pattern_ == "spirals") {
        spiral(class_of(i), random, point);
      } else {
        square(class_of(i), random, point);
      }
    }
    return result;
  }

  static void moon(std::uint32_t k, Random& random, double* point) {
    const double angle = std::numbers::pi * random.uniform();
    const double sign = k == 0 ? 1 : -1;
    point[0] = sign * (std::cos(angle) - 0.5);
    point[1] = sign * (std::sin(angle) - 0.25);
  }

  void spiral(std::uint32_t k, Random& random, double* point) const {
    const double u = random.uniform();
    const double angle = 2 * std::numbers::pi * (u + k / static_cast<double>(classes_));
    point[0] = u * std::cos(angle);
    point[1] = u * std::sin(angle);
  }

  static void square(std::uint32_t k, Random& random, double* point) {
    const double u = random.uniform();
    const double v = 2 * random.uniform();
    const double column = std::floor(4 * u);
    const double row = 2 * std::floor(v) + std::fmod(column + k, 2);
    point[0] = 2 * u - 1;
    point[1] = (row + v - std::floor(v)) / 2 - 1;
  }

  std::string pattern_ = "blobs";
  std::int64_t examples_ = 2000;
  std::int64_t classes_ = 2;
  std::int64_t inputs_ = 2;
  double noise_ = 0.1;
  std::int64_t seed_ = 0;
  std::string stored_as_ = "double";
};

}  // namespace

RUNNER_DATASET(Synthetic, "synthetic",
               "Points drawn at random: blobs, moons, spirals, checkerboard")

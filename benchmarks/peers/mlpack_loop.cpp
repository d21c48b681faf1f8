// The same training in mlpack: FFN with Linear, ReLU, Linear and LogSoftMax, negative log
// likelihood, StandardSGD. Takes the arguments of the other peers (work.py) and prints the same
// line of JSON; the number of threads is OpenBLAS's (OPENBLAS_NUM_THREADS).
//
//   g++ -std=c++20 -O3 mlpack_loop.cpp -o mlpack_loop -larmadillo -lz
#include <zlib.h>

#include <chrono>
#include <cstdint>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <mlpack.hpp>

namespace {

constexpr double alpha = 0.10;
constexpr std::size_t classes = 10;

using Options = std::map<std::string, std::string>;

// The values of an IDX file, gzipped or not, without its header.
std::vector<std::uint8_t> read_idx(const std::string& path) {
  const gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) throw std::runtime_error(path + ": this file cannot be opened.");
  std::vector<std::uint8_t> bytes;
  std::vector<std::uint8_t> piece(1 << 20);
  int count = 0;
  while ((count = gzread(file, piece.data(), static_cast<unsigned>(piece.size()))) > 0) {
    bytes.insert(bytes.end(), piece.begin(), piece.begin() + count);
  }
  gzclose(file);
  const std::size_t header = bytes.size() < 4 ? 4 : 4 + 4 * std::size_t{bytes[3]};
  if (count < 0 || bytes.size() < header) {
    throw std::runtime_error(path + ": this file is damaged.");
  }
  return {bytes.begin() + static_cast<std::ptrdiff_t>(header), bytes.end()};
}

// Notes when the first and the latest update were made; ensmallen calls it.
class Clock {
 public:
  template <typename Optimizer, typename Function, typename Mat>
  bool StepTaken(Optimizer& /*optimizer*/, Function& /*function*/, Mat& /*parameters*/) {
    latest_ = std::chrono::steady_clock::now();
    if (steps_++ == 0) first_ = latest_;
    return false;  // continue training
  }

  double mean_milliseconds() const {
    if (steps_ < 2) throw std::runtime_error("fewer than two updates were made.");
    const std::chrono::duration<double, std::milli> all = latest_ - first_;
    return all.count() / static_cast<double>(steps_ - 1);
  }

 private:
  std::chrono::steady_clock::time_point first_;
  std::chrono::steady_clock::time_point latest_;
  std::size_t steps_ = 0;
};

template <typename Mat>
double milliseconds_an_update(Mat X, Mat y, std::size_t units, std::size_t batch,
                              std::size_t updates) {
  mlpack::FFN<mlpack::NegativeLogLikelihoodType<Mat>, mlpack::RandomInitialization, Mat> network;
  network.template Add<mlpack::LinearType<Mat>>(units);
  network.template Add<mlpack::ReLUType<Mat>>();
  network.template Add<mlpack::LinearType<Mat>>(classes);
  network.template Add<mlpack::LogSoftMaxType<Mat>>();
  // The gradient is a sum over the batch. The number of iterations counts examples, and no
  // tolerance ends the training early. The first update is not timed.
  const bool shuffle = batch < X.n_cols;
  ens::StandardSGD optimizer(alpha / static_cast<double>(batch), batch, (1 + updates) * batch, -1.0,
                             shuffle);
  Clock clock;
  network.Train(std::move(X), std::move(y), optimizer, clock);
  return clock.mean_milliseconds();
}

template <typename Mat>
void train(const std::string& images, const std::string& labels, Options& given) {
  using Real = typename Mat::elem_type;
  const auto pixels = read_idx(images);
  const auto digits = read_idx(labels);
  const std::size_t first = std::stoul(given["--split-size"]);
  const std::size_t count = std::stoul(given["--pool"]) - first;
  const std::size_t inputs = pixels.size() / digits.size();
  Mat X(inputs, count);
  Mat y(1, count);
  for (std::size_t i = 0; i < count; ++i) {
    y(0, i) = static_cast<Real>(digits[first + i]);
    for (std::size_t j = 0; j < inputs; ++j) {
      X(j, i) = static_cast<Real>(pixels[(first + i) * inputs + j]) / Real(255);
    }
  }
  const std::size_t asked = std::stoul(given["--batch-size"]);
  const std::size_t batch = asked == 0 ? count : asked;
  const std::size_t units = std::stoul(given["--hidden-units"]);
  const std::size_t updates = std::stoul(given["--iterations"]);
  const double mean = milliseconds_an_update(std::move(X), std::move(y), units, batch, updates);
  std::cout << "{\"iterations\": " << updates << ", \"mean_ms\": " << mean << "}\n";
}

void run(const std::vector<std::string>& arguments) {
  if (arguments == std::vector<std::string>{"--version"}) {
    std::cout << MLPACK_VERSION_MAJOR << '.' << MLPACK_VERSION_MINOR << '.' << MLPACK_VERSION_PATCH
              << '\n';
    return;
  }
  if (arguments.size() < 2 || arguments.size() % 2 != 0) {
    throw std::runtime_error("expected IMAGES LABELS and options, each with a value.");
  }
  Options given = {{"--pool", "42000"},   {"--split-size", "1000"}, {"--precision", "double"},
                   {"--batch-size", "0"}, {"--hidden-units", "10"}, {"--iterations", "200"},
                   {"--threads", "1"}};
  for (std::size_t i = 2; i < arguments.size(); i += 2) {
    if (!given.contains(arguments[i])) {
      throw std::runtime_error(arguments[i] + " is not an option of this program.");
    }
    given[arguments[i]] = arguments[i + 1];
  }
  if (given["--precision"] == "float") {
    train<arma::fmat>(arguments[0], arguments[1], given);
  } else {
    train<arma::mat>(arguments[0], arguments[1], given);
  }
}

}  // namespace

int main(int argc, char** argv) {
  try {
    run({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    std::cerr << "mlpack_loop: " << error.what() << '\n';
    return 1;
  }
}

// Replays a corpus without libFuzzer: every file under the folders given, whole, cut at several places, and
// with each of some bytes changed.
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

void run(const std::string& input) {
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

void runWithDamage(const std::string& input) {
    run(input);
    const std::size_t step = input.size() / 40 + 1;
    for (std::size_t at = 0; at < input.size(); at += step) {
        run(input.substr(0, at));
        for (const char other : {'\0', '"', '\xff', '{'}) {
            std::string changed = input;
            changed[at] = other;
            run(changed);
        }
    }
}

}  // namespace

int main(int count, char** folders) {
    std::size_t files = 0;
    for (int i = 1; i < count; ++i) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folders[i])) {
            if (entry.is_regular_file()) {
                std::ifstream file(entry.path(), std::ios::binary);
                std::ostringstream content;
                content << file.rdbuf();
                runWithDamage(content.str());
                ++files;
            }
        }
    }
    std::cout << files << " inputs replayed, each whole and damaged\n";
    return files > 0 ? 0 : 1;
}

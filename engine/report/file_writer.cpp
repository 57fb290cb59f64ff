#include "engine/report/file_writer.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <system_error>

#include "engine/base/text.h"

namespace leaktide {

namespace {

Error ioError(const std::string& what, const std::string& path, int code) {
    return {ErrorKind::Io, "cannot " + what + " '" + printable(path) +
                               "': " + std::error_code(code, std::generic_category()).message()};
}

// A file descriptor, closed at the end of its scope.
class Descriptor {
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor() {
        if (m_fd >= 0) {
            ::close(m_fd);
        }
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return m_fd; }
    // Errors that the kernel kept back (NFS, quota) come out here.
    int closeNow() {
        const int fd = m_fd;
        m_fd = -1;
        return ::close(fd) == 0 ? 0 : errno;
    }

private:
    int m_fd;
};

// 0, or the errno of the write that failed.
int writeAll(int fd, std::string_view content) {
    while (!content.empty()) {
        const ssize_t written = ::write(fd, content.data(), content.size());
        if (written < 0 && errno != EINTR) {
            return errno;
        }
        content.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
    return 0;
}

std::string folderOf(const std::string& path) {
    const std::string parent = std::filesystem::path(path).parent_path().string();
    return parent.empty() ? "." : parent;
}

// The file a symbolic link stands for; other paths as they are.
std::string resolved(const std::string& path) {
    const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr), &std::free);
    return real ? std::string(real.get()) : path;
}

enum class PlaceKind { Nothing, RegularFile, Folder, Special };

struct Place {
    PlaceKind kind = PlaceKind::Nothing;
    mode_t mode = S_IRUSR | S_IWUSR;
};

Place lookAt(const std::string& path) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) {
        return {};
    }
    if (S_ISDIR(info.st_mode)) {
        return {PlaceKind::Folder, 0};
    }
    return {S_ISREG(info.st_mode) ? PlaceKind::RegularFile : PlaceKind::Special, info.st_mode & 07777U};
}

Status writeDirectly(const std::string& path, std::string_view content) {
    Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (file.get() < 0) {
        return ioError("open", path, errno);
    }
    if (const int code = writeAll(file.get(), content); code != 0) {
        return ioError("write", path, code);
    }
    if (const int code = file.closeNow(); code != 0) {
        return ioError("write", path, code);
    }
    return {};
}

// A temporary file beside `path`, removed again unless it was renamed.
class TemporaryFile {
public:
    explicit TemporaryFile(const std::string& path)
        : m_name(folderOf(path) + "/.leaktide-XXXXXX"),
          m_file(::mkostemp(m_name.data(), O_CLOEXEC)),
          m_error(m_file.get() < 0 ? errno : 0) {}
    ~TemporaryFile() {
        if (m_error == 0 && !m_renamed) {
            ::unlink(m_name.c_str());
        }
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    [[nodiscard]] int openError() const { return m_error; }

    // All return 0 or an errno.
    int fill(std::string_view content, mode_t mode) {
        if (const int code = writeAll(m_file.get(), content); code != 0) {
            return code;
        }
        if (::fchmod(m_file.get(), mode) != 0 || ::fsync(m_file.get()) != 0) {
            return errno;
        }
        return m_file.closeNow();
    }
    int renameTo(const std::string& path) {
        if (::rename(m_name.c_str(), path.c_str()) != 0) {
            return errno;
        }
        m_renamed = true;
        const Descriptor folder(::open(folderOf(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (folder.get() >= 0) {
            ::fsync(folder.get());  // not every file system can; the file itself is safe already
        }
        return 0;
    }

private:
    std::string m_name;
    Descriptor m_file;
    int m_error;
    bool m_renamed = false;
};

}  // namespace

Status saveFile(const std::string& path, std::string_view content) {
    const std::string target = resolved(path);
    const Place place = lookAt(target);
    if (place.kind == PlaceKind::Folder) {
        return ioError("write", path, EISDIR);
    }
    if (place.kind == PlaceKind::Special) {
        return writeDirectly(target, content);
    }
    TemporaryFile temporary(target);
    if (temporary.openError() != 0) {
        return ioError("write", path, temporary.openError());
    }
    if (const int code = temporary.fill(content, place.mode); code != 0) {
        return ioError("write", path, code);
    }
    if (const int code = temporary.renameTo(target); code != 0) {
        return ioError("write", path, code);
    }
    return {};
}

Status makeFolder(const std::string& path) {
    const std::filesystem::path whole(path);
    std::filesystem::path sofar;
    for (const auto& part : whole) {
        sofar /= part;
        const int code = ::mkdir(sofar.c_str(), S_IRWXU) == 0 ? 0 : errno;
        if (code != 0 && lookAt(sofar.string()).kind != PlaceKind::Folder) {
            return ioError("make the folder", path, code == EEXIST ? ENOTDIR : code);
        }
    }
    return {};
}

Status checkWritable(const std::string& path) {
    const std::string target = resolved(path);
    const Place place = lookAt(target);
    if (place.kind == PlaceKind::Folder) {
        return ioError("write", path, EISDIR);
    }
    if (place.kind == PlaceKind::Special) {
        return ::access(target.c_str(), W_OK) == 0 ? Status() : Status(ioError("write", path, errno));
    }
    const TemporaryFile temporary(target);
    return temporary.openError() == 0 ? Status() : Status(ioError("write", path, temporary.openError()));
}

}  // namespace leaktide

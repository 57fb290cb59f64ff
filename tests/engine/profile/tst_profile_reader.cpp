#include <profile.pb.h>
#include <zlib.h>

#include <QtTest>
#include <fstream>
#include <functional>
#include <sstream>

#include "engine/profile/gunzip.h"
#include "engine/profile/profile_reader.h"
#include "engine/profile/profile_text.h"

using namespace leaktide;
namespace pb = perftools::profiles;

namespace {

pb::Profile small() {
    pb::Profile profile;
    for (const char* text : {"", "task", "count", "work", "a.cpp"}) {
        profile.add_string_table(text);
    }
    auto* type = profile.add_sample_type();
    type->set_type(1);
    type->set_unit(2);
    auto* function = profile.add_function();
    function->set_id(9);
    function->set_name(3);
    function->set_filename(4);
    auto* location = profile.add_location();
    location->set_id(5);
    location->add_line()->set_function_id(9);
    auto* sample = profile.add_sample();
    sample->add_location_id(5);
    sample->add_value(42);
    return profile;
}

std::string bytesOf(const pb::Profile& profile) {
    std::string bytes;
    profile.SerializeToString(&bytes);
    return bytes;
}

std::string zip(const std::string& data) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY);
    std::string packed(deflateBound(&stream, data.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));
    stream.avail_in = static_cast<uInt>(data.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(packed.size() - stream.avail_out);
    deflateEnd(&stream);
    return packed;
}

}  // namespace

class TestProfileReader : public QObject {
    Q_OBJECT

private slots:
    void readsPlainAndPacked() {
        const std::string plain = bytesOf(small());
        for (const std::string& data :
             {plain, zip(plain), zip(plain.substr(0, 10)) + zip(plain.substr(10))}) {
            const auto profile = readProfile(data);
            QVERIFY2(profile.ok(), profile ? "" : profile.error().message.c_str());
            QCOMPARE(profile->samples.size(), std::size_t{1});
            QCOMPARE(profile->samples[0].values[0], std::int64_t{42});
            QCOMPARE(profile->functions[profile->samples[0].stack[0].function], std::string("work"));
            QCOMPARE(profile->files[profile->samples[0].stack[0].file], std::string("a.cpp"));
        }
    }

    void refusesDamage_data() {
        QTest::addColumn<QByteArray>("data");
        const auto row = [](const char* name, const std::function<void(pb::Profile&)>& spoil) {
            pb::Profile profile = small();
            spoil(profile);
            QTest::newRow(name) << QByteArray::fromStdString(bytesOf(profile));
        };
        row("text out of range", [](pb::Profile& p) { p.mutable_function(0)->set_name(99); });
        row("negative text", [](pb::Profile& p) { p.mutable_sample_type(0)->set_unit(-1); });
        row("no function",
            [](pb::Profile& p) { p.mutable_location(0)->mutable_line(0)->set_function_id(1); });
        row("no location", [](pb::Profile& p) { p.mutable_sample(0)->set_location_id(0, 6); });
        row("two numbers", [](pb::Profile& p) { p.mutable_sample(0)->add_value(1); });
        row("no type", [](pb::Profile& p) { p.clear_sample_type(); });
        row("no texts", [](pb::Profile& p) { p.clear_string_table(); });
        row("function twice", [](pb::Profile& p) { *p.add_function() = p.function(0); });
        row("location twice", [](pb::Profile& p) { *p.add_location() = p.location(0); });
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("heap profile: 1: 2 [3: 4] @ heap/1048576\n");
        QTest::newRow("html") << QByteArray("<html><body>404</body></html>");
        QTest::newRow("gzip of nothing") << QByteArray::fromStdString(zip(""));
        const std::string packed = zip(bytesOf(small()));
        QTest::newRow("gzip cut short") << QByteArray::fromStdString(packed.substr(0, packed.size() - 12));
        QTest::newRow("gzip header alone") << QByteArray("\x1f\x8b", 2);
    }
    void refusesDamage() {
        QFETCH(QByteArray, data);
        const auto profile = readProfile(data.toStdString());
        QVERIFY(!profile.ok());
        QVERIFY(profile.error().kind == ErrorKind::InvalidInput);
        QVERIFY(!profile.error().message.empty());
    }

    void everyCutAndEveryFlippedBitEndsWell() {
        const std::string plain = bytesOf(small());
        for (std::size_t i = 0; i < plain.size(); ++i) {
            static_cast<void>(readProfile(plain.substr(0, i)));
            for (int bit = 0; bit < 8; ++bit) {
                std::string flipped = plain;
                flipped[i] = static_cast<char>(flipped[i] ^ (1 << bit));
                if (const auto profile = readProfile(flipped)) {
                    static_cast<void>(topText(*profile, profile->defaultType));
                }
            }
        }
    }

    void aBombEndsInAnError() {
        // 1 GB of zeros, packed a thousandfold twice over.
        std::string bomb;
        const std::string part = zip(std::string(16U << 20U, '\0'));
        for (int i = 0; i < 64; ++i) {
            bomb += part;
        }
        const auto unpacked = gunzip(bomb, std::size_t{1} << 20U);
        QVERIFY(!unpacked.ok());
        QVERIFY2(unpacked.error().message.find("unpacks to more than") != std::string::npos,
                 unpacked.error().message.c_str());
        QVERIFY(!readProfile(bomb).ok());
    }

    void emptyMessagesCannotFillTheMemory() {
        std::string data;
        for (int i = 0; i < 5'000'000; ++i) {
            data += "\x12";  // an empty sample
            data += '\0';
        }
        const auto profile = readProfile(data);
        QVERIFY(!profile.ok());
        QVERIFY2(profile.error().message.find("more parts") != std::string::npos,
                 profile.error().message.c_str());
    }

    // One sample of many locations is one message, but a number each in memory.
    void packedNumbersCannotFillTheMemory() {
        const std::string ids(20'000'000, '\x01');
        std::string sample = "\x0a";  // location_id, packed
        for (std::size_t size = ids.size(); size > 0; size >>= 7U) {
            sample += static_cast<char>((size & 0x7FU) | (size > 0x7FU ? 0x80U : 0U));
        }
        sample += ids;
        std::string data = "\x12";  // sample
        for (std::size_t size = sample.size(); size > 0; size >>= 7U) {
            data += static_cast<char>((size & 0x7FU) | (size > 0x7FU ? 0x80U : 0U));
        }
        const auto refused = readProfile(data + sample);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().message, std::string("the profile has more parts than any real one"));
    }

    void filesAreNamedInErrors() {
        const auto missing = readProfileFile("/nowhere/at.all.pb.gz");
        QVERIFY(!missing.ok());
        QVERIFY(missing.error().message.find("/nowhere/at.all.pb.gz") != std::string::npos);
        QVERIFY(!readProfileFile(LEAKTIDE_SOURCE_DIR).ok());
    }
};

QTEST_GUILESS_MAIN(TestProfileReader)
#include "tst_profile_reader.moc"

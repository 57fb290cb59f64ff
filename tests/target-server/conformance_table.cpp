#include "tests/target-server/conformance_table.h"

#include <QFile>

#include "tests/target-server/raw_client.h"

namespace leaktide::test {

namespace {

QByteArray unescape(const QByteArray& text) {
    QByteArray bytes;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            bytes += text[i];
            continue;
        }
        switch (text[++i]) {
            case 'r':
                bytes += '\r';
                break;
            case 'n':
                bytes += '\n';
                break;
            case 't':
                bytes += '\t';
                break;
            case 'x':
                bytes += QByteArray::fromHex(text.mid(i + 1, 2));
                i += 2;
                break;
            default:
                bytes += text[i];
        }
    }
    return bytes;
}

// "{X: a\r\n*150}" is X: a\r\n 150 times.
QByteArray expand(QByteArray text) {
    text.replace("[hidden]", "GET /json HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n");
    text.replace("[chunked]", "POST / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n");
    const qsizetype open = text.indexOf('{');
    const qsizetype star = text.indexOf('*', open);
    const qsizetype close = text.indexOf('}', star);
    if (open < 0 || star < 0 || close < 0) {
        return unescape(text);
    }
    const QByteArray part = unescape(text.mid(open + 1, star - open - 1));
    return unescape(text.left(open)) + part.repeated(text.mid(star + 1, close - star - 1).toInt()) +
           unescape(text.mid(close + 1));
}

void readExpectation(ConformanceCase& row) {
    using After = ConformanceCase::After;
    const QList<QByteArray> words = row.expectation.split(' ');
    if (words.first() == "wait") {
        row.after = After::Waits;
        return;
    }
    QList<QByteArray> statuses = words.first().split(',');
    const QByteArray range = statuses.takeFirst();
    row.lowest = range.left(3).toInt();
    row.highest = range.right(3).toInt();
    for (const QByteArray& other : statuses) {
        row.others += other.toInt();
    }
    const QByteArray after = words.value(1, row.lowest >= 400 ? "closes" : "");
    row.after = after == "stays" ? After::Stays : after == "closes" ? After::Closes : After::Anything;
}

}  // namespace

bool ConformanceCase::takes(int status) const {
    return (status >= lowest && status <= highest) || others.contains(status);
}

QList<ConformanceCase> readConformanceTable(const char* name) {
    QFile file(QStringLiteral(LEAKTIDE_CONFORMANCE_DIR "/%1.txt").arg(QLatin1String(name)));
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("cannot read %s", qPrintable(file.fileName()));
    }
    QList<ConformanceCase> cases;
    QByteArray rule;
    for (QByteArray line : file.readAll().split('\n')) {
        if (line.startsWith("## ")) {
            rule = line.mid(3);
        }
        if (line.isEmpty() || line.startsWith('#')) {
            continue;
        }
        line.replace(" | ", QByteArray(1, '\0'));
        const QList<QByteArray> parts = line.split('\0');
        if (parts.size() < 3) {
            qFatal("%s: not EXPECTATION | what it is | request: %s", name, line.constData());
        }
        ConformanceCase row;
        row.expectation = parts[0];
        row.name = rule + ": " + parts[1];
        row.request = expand(parts[2]);
        if (parts.size() > 3) {
            row.body = unescape(parts[3]);
        }
        readExpectation(row);
        cases += row;
    }
    return cases;
}

}  // namespace leaktide::test

// The peer of start-up: a window with a label and nothing else.
#include <QApplication>
#include <QLabel>

int main(int argc, char* argv[]) {
    const QApplication application(argc, argv);
    QLabel window(QStringLiteral("Cairn"));
    window.resize(1280, 820);
    window.show();
    return QApplication::exec();
}

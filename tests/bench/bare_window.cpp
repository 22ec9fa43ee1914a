// The peer of start-up: a window with a label that ends after its first paint.
#include <QApplication>
#include <QLabel>
#include <QPaintEvent>
#include <QTimer>

namespace {

class BareWindow : public QLabel {
public:
    using QLabel::QLabel;

protected:
    void paintEvent(QPaintEvent* event) override {
        QLabel::paintEvent(event);
        QTimer::singleShot(0, qApp, &QCoreApplication::quit);
    }
};

} // namespace

int main(int argc, char* argv[]) {
    const QApplication application(argc, argv);
    BareWindow window(QStringLiteral("Cairn"));
    window.resize(1280, 820);
    window.show();
    return QApplication::exec();
}

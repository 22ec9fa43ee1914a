#pragma once

// For the files of this folder only: includes Boost.
#include <atomic>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <string>

#include "sync/server/http/dispatcher.h"
#include "sync/server/net/byte_stream.h"
#include "sync/server/net/http_server.h"
#include "sync/server/net/live_set.h"

namespace cairn::sync::net {

/// What all connections share; outlives them.
struct Surroundings {
    Dispatcher& dispatcher;
    TransportOptions options;
    LiveSet live;
    std::atomic<bool> isDraining = false;
};

/// One connection that speaks HTTP/1.1: one request after the other, each step with a time limit. Lives as long as an
/// operation of it is under way. All but endSoon: on its strand.
class Connection final : public Ending, public std::enable_shared_from_this<Connection> {
public:
    Connection(std::unique_ptr<ByteStream> stream, std::string peer, Surroundings& surroundings);
    ~Connection() override;

    void start();
    void endSoon() override;

private:
    enum class Stage : std::uint8_t { handshake, idle, head, body, handling, writing, lingering, closed };
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

    void limit(std::chrono::milliseconds time);
    void timeRanOut();
    void read();
    void haveRead(std::size_t size);
    void awaitHead();
    void lookForHead();
    void haveHead(std::size_t size);
    void admit(std::string_view raw);
    void readBody(std::string_view raw);
    void parseBody();
    void refuse(const Response& response);
    void serve(std::string body);
    void openSocket();
    void becomeSocket(std::optional<Caller> caller);
    void respond(const Response& response);
    void write(std::size_t from);
    void haveWritten();
    void linger();
    void close();
    void releaseBytes();

    std::unique_ptr<ByteStream> m_stream;
    std::string m_peer;
    Surroundings& m_around;
    asio::steady_timer m_timer;
    std::uint64_t m_round = 0; ///< of the timer, so that a late one is ignored
    Stage m_stage = Stage::handshake;
    std::vector<char> m_block;
    bool m_isReading = false;
    std::string m_input; ///< read, and not yet understood
    std::size_t m_scanned = 0;
    std::string m_output;
    std::shared_ptr<Visit> m_visit;
    std::unique_ptr<Parser> m_parser;
    std::size_t m_rawBody = 0;
    std::ptrdiff_t m_heldBytes = 0;
    Persistence m_persistence = Persistence::keep;
};

} // namespace cairn::sync::net

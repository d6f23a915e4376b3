package com.moalog.ratelimiter.core.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.moalog.local.servers.RedisServer;
import com.moalog.local.servers.RunningServer;
import com.moalog.local.servers.TestServers;
import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.Rate;
import com.moalog.ratelimiter.core.model.Request;
import com.moalog.ratelimiter.core.model.StorageKey;
import com.moalog.ratelimiter.core.model.TokenBucket;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.resource.DefaultEventLoopGroupProvider;
import io.lettuce.core.resource.Transports;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server of their own, so that each connection is the limiter's or the test's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeveralConnectionsTest {

  private static final TokenBucket LIMIT = new TokenBucket(10, new Rate(1, 3_600));

  private RunningServer<RedisServer> server;
  private RedisClient client;
  private RedisCommands<String, String> redis;

  @BeforeAll
  void start() throws IOException {
    server = TestServers.newRedis();
    client = RedisClient.create(address(1).uris().getFirst());
    redis = client.connect().sync();
  }

  @AfterAll
  void stop() throws IOException {
    client.shutdown();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void opensSoManyAndClosesThem(int connections) {
    try (RedisConnector connector = new RedisConnector(address(connections))) {
      try (RedisLimiter limiter = join(connector.connect())) {
        assertThat(limiter.isOpen()).isTrue();
        assertThat(connected()).isEqualTo(connections);
      }
      await().atMost(TestAddresses.PATIENCE).until(() -> connected() == 0);
    }
  }

  @Test
  void limitsEachKeyAsOneWould() {
    try (RedisConnector connector = new RedisConnector(address(5));
        RedisLimiter limiter = join(connector.connect())) {
      List<StorageKey> keys =
          IntStream.range(0, 20).mapToObj(i -> StorageKey.of("test:", "many", "key-" + i)).toList();
      for (StorageKey key : keys) {
        for (int i = 9; i >= 0; i--) {
          assertThat(join(limiter.check(key, LIMIT, 1)).remaining()).isEqualTo(i);
        }
      }
      List<Decision> decisions =
          join(limiter.checkEach(keys.stream().map(key -> new Request(key, LIMIT, 1)).toList()));
      assertThat(decisions).hasSize(20).noneMatch(Decision::allowed);
    }
  }

  /** As many connections for each loop as make up what was asked for, and no other thread. */
  @Test
  void answersOnTheEventLoopThatAsks() {
    EventLoopGroup group =
        new DefaultEventLoopGroupProvider(2).allocate(Transports.eventLoopGroupClass());
    List<EventLoop> loops = new ArrayList<>();
    group.forEach(each -> loops.add((EventLoop) each));
    try (RedisConnector connector = new RedisConnector(address(3), states -> {}, loops);
        RedisLimiter limiter = join(connector.connect())) {
      assertThat(connected()).isEqualTo(4);
      for (EventLoop loop : loops) {
        for (int i = 0; i < 10; i++) {
          StorageKey key = StorageKey.of("test:", "lent", loop.hashCode() + "-" + i);
          assertThat(join(staysOn(loop, () -> limiter.check(key, LIMIT, 1)))).isTrue();
        }
      }
    }
    assertThat(group.isShuttingDown()).as("the loops are somebody else's").isFalse();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Its end is handled by this very stage.
  private static CompletableFuture<Boolean> staysOn(
      EventLoop loop, Supplier<CompletionStage<Decision>> question) {
    CompletableFuture<Boolean> stayed = new CompletableFuture<>();
    loop.execute(() ->
        question
            .get()
            .whenComplete(
                (decision, failure) -> stayed.complete(failure == null && loop.inEventLoop())));
    return stayed;
  }

  @Test
  @SuppressWarnings("FutureReturnValueIgnored") // Each has been awaited where it stands.
  void writesOnceWhatIsAskedInOneTurnOfTheEventLoop() throws InterruptedException {
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
    LocalAddress address = new LocalAddress("together");
    ChannelInboundHandlerAdapter silent = new Silent();
    new ServerBootstrap()
        .group(group)
        .channel(LocalServerChannel.class)
        .childHandler(silent)
        .bind(address)
        .sync();
    Channel channel =
        new Bootstrap()
            .group(group)
            .channel(LocalChannel.class)
            .handler(silent)
            .connect(address)
            .sync()
            .channel();
    Flushes flushes = new Flushes();
    new WritingTogether().afterChannelInitialized(channel);
    channel.pipeline().addFirst(flushes);
    for (int turn = 1; turn <= 2; turn++) {
      channel.eventLoop().submit(() -> threeTimes(channel)).sync();
      channel.eventLoop().submit(() -> {}).sync();
      assertThat(flushes.seen).hasValue(turn);
    }
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Nobody reads what is written.
  private static void threeTimes(Channel channel) {
    for (int command = 0; command < 3; command++) {
      channel.writeAndFlush("command");
    }
  }

  @ChannelHandler.Sharable
  private static final class Silent extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {}
  }

  private static final class Flushes extends ChannelOutboundHandlerAdapter {
    private final AtomicInteger seen = new AtomicInteger();

    @Override
    public void flush(ChannelHandlerContext context) {
      seen.incrementAndGet();
      context.flush();
    }
  }

  @Test
  void isLostWithAnyOfThem() {
    try (RedisConnector connector = new RedisConnector(address(3));
        RedisLimiter limiter = join(connector.connect())) {
      String last =
          redis
              .clientList()
              .lines()
              .filter(line -> !line.contains("cmd=client"))
              .toList()
              .getLast();
      long id = Long.parseLong(last.replaceAll("^id=(\\d+) .*", "$1"));
      assertThat(redis.clientKill(KillArgs.Builder.id(id))).isEqualTo(1);
      await().atMost(TestAddresses.PATIENCE).until(() -> !limiter.isOpen());
    }
  }

  @Test
  void hasAtLeastOneAndAtMostSixtyFour() {
    assertThatThrownBy(() -> address(0)).hasMessageContaining("1 to 64");
    assertThatThrownBy(() -> address(65)).hasMessageContaining("1 to 64");
    assertThat(address(64).connections()).isEqualTo(64);
  }

  /** Without the one that asks. */
  private long connected() {
    return redis.clientList().lines().count() - 1;
  }

  private RedisAddress address(int connections) {
    RedisAddress one =
        TestAddresses.patient(server.server().port(), "", server.server().password());
    return new RedisAddress(
        one.topology(),
        one.login(),
        one.tls(),
        one.commandTimeout(),
        one.connectTimeout(),
        connections);
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}

package io.orchestress.prometheus;

import io.orchestress.analysis.cost.PriceList;
import io.orchestress.engine.RunClock;
import io.orchestress.engine.RunMonitor.BreakerView;
import io.orchestress.engine.SecondListener;
import io.orchestress.metrics.TimeSource;
import io.orchestress.record.RunRecord;
import io.orchestress.text.openmetrics.Exposition;
import io.orchestress.text.openmetrics.MetricFamilies;
import io.orchestress.workload.LivePlan;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The page {@code /metrics} of a run: made when it is asked for, at most once for each second and format, on the thread of who asks. A scraper that has read it
 * during the run can read it once more after the end, with the last counts and the verdict. Safe for use by any number of threads.
 */
public final class ScrapeEndpoint {
    public static final String PATH = "/metrics";

    /** Prometheus, and what is built on its scraper, send this header with each request; browsers do not. */
    public static final String SCRAPER_HEADER = "X-Prometheus-Scrape-Timeout-Seconds";

    private final LivePlan plan;
    private final RunClock clock;
    private final PriceList prices;
    private final SecondsFold fold;
    private final Duration lastScrape;
    private final TimeSource time;
    private final Scrapers scrapers;
    private final CountDownLatch lastRead = new CountDownLatch(1);
    private final @Nullable Made[] made = new Made[Exposition.values().length];
    private RunRecord run;
    private boolean ended;
    private long awaitedUntilNanos;
    private volatile Seen seen = new Seen(Counted.NOTHING, null);

    /**
     * What is sent.
     *
     * @param body not to be changed
     * @param sent to be run when all of it has been handed to the network
     */
    public record Page(String contentType, byte[] body, Runnable sent) {}

    /** The end of a second. */
    private record Seen(Counted counted, @Nullable BreakerView breaker) {}

    /** A page with what it was made of. */
    private record Made(RunRecord run, Seen seen, byte[] body) {}

    /** @param run as it is at its start */
    public ScrapeEndpoint(
            PrometheusSettings settings,
            RunRecord run,
            LivePlan plan,
            RunClock clock,
            PriceList prices,
            TimeSource time) {
        this.plan = plan;
        this.clock = clock;
        this.prices = prices;
        this.run = run;
        this.lastScrape = settings.lastScrape();
        this.fold = new SecondsFold(plan, settings.mostSeries());
        this.time = time;
        this.scrapers = new Scrapers(time);
    }

    /**
     * To be told of each second.
     *
     * @param breaker gives the circuit breaker at its end
     */
    public SecondListener listener(Supplier<BreakerView> breaker) {
        return fold.then(new SecondListener() {
            @Override
            public void secondEnds(double nowSeconds, long inFlight) {
                seen = new Seen(fold.counted(), breaker.get());
            }
        });
    }

    /** Samples that were counted as others, because their series had no room. */
    public long folded() {
        return seen.counted().folded();
    }

    /**
     * @param accept header of that name; empty: there was none
     * @param isScraper whether it sent {@link #SCRAPER_HEADER}
     */
    public synchronized Page page(String accept, boolean isScraper) {
        Exposition exposition = Exposition.accepted(accept);
        Seen second = seen;
        Made last = made[exposition.ordinal()];
        Made now = last != null && last.run() == run && last.seen() == second ? last : make(exposition, second);
        made[exposition.ordinal()] = now;
        if (isScraper) {
            scrapers.read();
        }
        boolean isLast = isScraper && ended;
        return new Page(exposition.contentType(), now.body(), isLast ? lastRead::countDown : () -> {});
    }

    private Made make(Exposition exposition, Seen second) {
        MetricFamilies page = PageOfRun.of(run, plan, clock, prices, second.breaker(), second.counted());
        StringWriter text = new StringWriter();
        try {
            page.write(exposition, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Made(run, second, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Nothing is counted any more, and the run is evaluated: its page is the last one.
     *
     * @param evaluated the record with its verdict; null: it could not be evaluated
     */
    public synchronized void evaluated(@Nullable RunRecord evaluated) {
        run = evaluated == null ? run : evaluated;
        ended = true;
        awaitedUntilNanos = time.nanos() + scrapers.longestWait(lastScrape).toNanos();
    }

    /**
     * Waits until whoever has scraped during the run has read the last page, for at most {@code last-scrape} since the run was {@linkplain #evaluated
     * evaluated}. Of a run that nobody scrapes it is over at once.
     */
    public void awaitLastScrape() throws InterruptedException {
        long nanos;
        synchronized (this) {
            nanos = awaitedUntilNanos - time.nanos();
        }
        lastRead.await(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }
}

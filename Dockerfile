# docker build -t orchestress . && docker run --rm -v "$PWD:/work" --user "$(id -u)" orchestress run SmokeTest
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY . .
RUN mvn -B -ntp -P 'dist,!checks' package \
 && mkdir /opt/orchestress \
 && tar -xzf target/orchestress-*-distribution.tar.gz --strip-components=1 -C /opt/orchestress

FROM eclipse-temurin:17-jre
COPY --from=build /opt/orchestress /opt/orchestress
RUN useradd --system --create-home --home-dir /work --shell /usr/sbin/nologin orchestress
USER orchestress
WORKDIR /work
ENTRYPOINT ["/opt/orchestress/bin/orchestress"]
CMD ["--help"]

package io.mooring.notifier.input;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.notifier.NotifierSettings;
import io.mooring.notifier.alert.ActOnAlert;
import io.mooring.notifier.alert.Alerts;
import io.mooring.notifier.alert.Reports;
import io.mooring.platform.web.json.BodyLimit;
import io.mooring.platform.web.security.OpenPath;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.util.unit.DataSize;

/** From other systems' words to reports. */
@Configuration(proxyBeanMethods = false)
class InputConfiguration {

    @Bean
    Inputs inputs(NotifierSettings settings) {
        return new Inputs(settings.inputs());
    }

    @Bean
    OpenPath inputsOpen() {
        return OpenPath.post("/api/v1/inputs/*/*");
    }

    @Bean
    OpenPath inputHandshakesOpen() {
        return new OpenPath(HttpMethod.OPTIONS, "/api/v1/inputs/*/events");
    }

    @Bean
    BodyLimit largeMessages() {
        return new BodyLimit(List.of("/api/v1/inputs/*/*"), DataSize.ofBytes(ReadBody.LARGEST));
    }

    @Bean
    InputRecords inputRecords(DatabaseClient database) {
        return new R2dbcInputRecords(database);
    }

    @Bean
    InputMeters inputMeters(MeterRegistry meters) {
        return new InputMeters(meters);
    }

    @Bean
    HearInput hearInput(
            InputRecords records,
            Reports reports,
            Alerts alerts,
            ActOnAlert acts,
            ReactiveTransactionManager transactions,
            InputMeters meters,
            InstantSource clock) {
        TakeSignals take = new TakeSignals(records, reports, alerts, acts, TransactionalOperator.create(transactions));
        return new HearInput(take, meters, clock);
    }

    @Bean
    NoteRefusals noteRefusals(
            Inputs inputs,
            InputRecords records,
            Reports reports,
            ReactiveTransactionManager transactions,
            InputMeters meters,
            InstantSource clock) {
        return new NoteRefusals(inputs, records, reports, TransactionalOperator.create(transactions), meters, clock);
    }

    @Bean
    WatchInputs watchInputs(
            Inputs inputs,
            InputRecords records,
            Reports reports,
            ReactiveTransactionManager transactions,
            InputMeters meters,
            InstantSource clock) {
        return new WatchInputs(inputs, records, reports, TransactionalOperator.create(transactions), meters, clock);
    }
}

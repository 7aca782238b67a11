#!/usr/bin/env python3
"""The 518 FMA descriptors from librosa: how long they take, or what they are.

Usage: with_librosa.py time SAMPLES.f32 RUNS          CPU milliseconds (median of RUNS) on mono float32 at 22,050 Hz, as JSON
       with_librosa.py golden IN.wav ... > golden.json   the values of mono WAV files at 22,050 Hz, for `deepcut evaluate descriptors --golden`
Needs: pip install librosa==0.11.0

One spectrogram and one constant-Q transform are shared by all descriptors, and the compiled parts are warm, which is librosa at its best.
bench/analysis.ts runs this, with one thread.
"""
import json, os, sys, time
import numpy as np, librosa, scipy.stats as st

RATE_HZ = 22050

STATISTICS = {
    "mean": lambda a: a.mean(1), "std": lambda a: a.std(1), "skew": lambda a: st.skew(a, axis=1),
    "kurtosis": lambda a: st.kurtosis(a, axis=1), "median": lambda a: np.median(a, axis=1), "min": lambda a: a.min(1), "max": lambda a: a.max(1),
}

def rows(x):
    s = np.abs(librosa.stft(x, n_fft=2048, hop_length=512))
    c = np.abs(librosa.cqt(x, sr=RATE_HZ, hop_length=512, bins_per_octave=12, n_bins=84, tuning=None))
    cens = librosa.feature.chroma_cens(C=c, n_chroma=12, n_octaves=7)
    mel = librosa.feature.melspectrogram(sr=RATE_HZ, S=s ** 2)
    yield "zcr", librosa.feature.zero_crossing_rate(x, frame_length=2048, hop_length=512)
    yield "chroma_cqt", librosa.feature.chroma_cqt(C=c, n_chroma=12, n_octaves=7)
    yield "chroma_cens", cens
    yield "tonnetz", librosa.feature.tonnetz(chroma=cens)
    yield "chroma_stft", librosa.feature.chroma_stft(S=s ** 2, sr=RATE_HZ, n_chroma=12)
    yield "rms", librosa.feature.rms(S=s)
    yield "spectral_centroid", librosa.feature.spectral_centroid(S=s, sr=RATE_HZ)
    yield "spectral_bandwidth", librosa.feature.spectral_bandwidth(S=s, sr=RATE_HZ)
    yield "spectral_rolloff", librosa.feature.spectral_rolloff(S=s, sr=RATE_HZ)
    yield "spectral_contrast", librosa.feature.spectral_contrast(S=s, sr=RATE_HZ, n_bands=6)
    yield "mfcc", librosa.feature.mfcc(S=librosa.power_to_db(mel), n_mfcc=20)

def descriptors(x, as_type=np.float32):
    return {name: {key: f(m.astype(as_type)) for key, f in STATISTICS.items()} for name, m in rows(x)}

def measure_time(path, runs):
    x = np.fromfile(path, dtype=np.float32)
    descriptors(x[: RATE_HZ * 10])
    times = []
    for _ in range(runs):
        before = time.process_time()
        found = descriptors(x)
        times.append(1000 * (time.process_time() - before))
    count = sum(len(values) for of_name in found.values() for values in of_name.values())
    return {"librosa": librosa.__version__, "descriptors": count, "cpuMs": float(np.median(times))}

def golden(paths):
    import soundfile
    files = {}
    for path in paths:
        x, rate = soundfile.read(path, dtype="float32")
        assert rate == RATE_HZ and x.ndim == 1, f"{path}: mono at {RATE_HZ} Hz is wanted"
        found = descriptors(x, np.float64)
        files[os.path.basename(path)] = {
            "samples": len(x),
            "descriptors": {name: {key: [float(v) for v in values] for key, values in of.items()} for name, of in found.items()},
        }
    return {"librosa": librosa.__version__, "sampleRateHz": RATE_HZ, "files": files}

if __name__ == "__main__":
    mode, *arguments = sys.argv[1:]
    result = measure_time(arguments[0], int(arguments[1])) if mode == "time" else golden(arguments)
    json.dump(result, sys.stdout)
